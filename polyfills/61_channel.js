// chunk channel
// EventChannel: between a page and the one that opened it.
(function (host) {
  "use strict";
  const { apply, arraySlice, bare, create, install, keys, run } = host;

  function EventChannel() {
    install(this, "listeners", create(null));
  }

  function add(channel, name, listener, once) {
    if (typeof listener === "function") {
      const list = channel.listeners[name] || (channel.listeners[name] = bare([]));
      list[list.length] = { __proto__: null, listener, once };
    }
  }

  function keepOnly(channel, name, isKept) {
    const list = channel.listeners[name];
    const left = bare([]);
    for (let i = 0; i < list.length; i++) {
      if (isKept(list[i])) {
        left[left.length] = list[i];
      }
    }
    channel.listeners[name] = left;
  }

  const methods = {
    emit(name) {
      const list = this.listeners[name];
      if (list === undefined) {
        return;
      }
      const args = apply(arraySlice, arguments, [1]);
      keepOnly(this, name, (entry) => !entry.once);
      for (let i = 0; i < list.length; i++) {
        run(list[i].listener, args, `EventChannel ${name}`);
      }
    },
    on(name, listener) {
      add(this, `${name}`, listener, false);
    },
    once(name, listener) {
      add(this, `${name}`, listener, true);
    },
    off(name, listener) {
      if (this.listeners[name] === undefined) {
        return;
      }
      if (typeof listener === "function") {
        keepOnly(this, name, (entry) => entry.listener !== listener);
      } else {
        delete this.listeners[name];
      }
    },
  };
  const names = keys(methods);
  for (let i = 0; i < names.length; i++) {
    install(EventChannel.prototype, names[i], methods[names[i]]);
  }
  return EventChannel;
})
