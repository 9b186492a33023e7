const {
  action, autorun, comparer, computed, configure, flow, isObservable, makeAutoObservable, makeObservable, observable,
  observe, reaction, runInAction, toJS, when,
} = require("mobx-miniprogram");

configure({ enforceActions: "never" });

function countingStore() {
  const log = [];
  const store = observable({
    price: 3,
    count: 2,
    get total() {
      log.push("computed");
      return this.price * this.count;
    },
    buy: action(function (more) {
      this.count += more;
      this.price += 1;
    }),
  });
  return { log, store };
}

class Todos {
  list = [];

  constructor() {
    makeAutoObservable(this);
  }

  get left() {
    return this.list.filter((todo) => !todo.done).length;
  }

  add(title) {
    this.list.push({ title, done: false });
  }

  *load() {
    this.add(yield Promise.resolve("loaded"));
    return this.left;
  }
}

module.exports = {
  autorun() {
    const { log, store } = countingStore();
    const stop = autorun(() => log.push(store.total));
    store.buy(3);
    store.price = 4;
    store.count = 10;
    stop();
    store.count = 11;
    return log;
  },
  computedOnce() {
    const { log, store } = countingStore();
    const doubled = computed(() => store.total * 2);
    const stop = observe(doubled, (change) => log.push(change.newValue));
    store.count = 5;
    stop();
    return [log, isObservable(store), toJS(store).count];
  },
  async autoObservable() {
    const todos = new Todos();
    const seen = [];
    autorun(() => seen.push(todos.left));
    todos.add("first");
    todos.list[0].done = true;
    const left = await todos.load();
    return [seen, left, toJS(todos.list)];
  },
  decorated() {
    class Timer {
      seconds = 0;

      constructor() {
        makeObservable(this, { seconds: observable, minutes: computed, tick: action.bound });
      }

      get minutes() {
        return Math.floor(this.seconds / 60);
      }

      tick() {
        this.seconds += 59;
      }
    }
    const timer = new Timer();
    const { tick } = timer;
    const seen = [];
    reaction(() => timer.minutes, (minutes, before) => seen.push([minutes, before]));
    tick();
    tick();
    return seen;
  },
  collections() {
    const seen = [];
    const list = observable([3, 1, 2]);
    const map = observable.map({ a: 1 });
    const set = observable.set([1]);
    autorun(() => seen.push([list.slice().sort().join(""), [...map.keys()].join(""), set.size]));
    list.push(0);
    map.set("b", 2);
    set.add(2);
    runInAction(() => {
      list.clear();
      map.delete("a");
    });
    return [seen, Array.isArray(list), JSON.stringify(map)];
  },
  async when() {
    const box = observable.box(0);
    setTimeout(() => box.set(2), 5);
    await when(() => box.get() > 1);
    return box.get();
  },
  async delayed() {
    const box = observable.box(0);
    const seen = [];
    reaction(() => box.get(), (value) => seen.push(value), { delay: 20, equals: comparer.structural });
    box.set(1);
    box.set(2);
    await new Promise((resolve) => setTimeout(resolve, 100));
    return seen;
  },
  async flow() {
    const answer = flow(function* () {
      const first = yield Promise.resolve(20);
      return first + (yield 22);
    });
    return answer();
  },
  observe() {
    const store = observable({ a: 1 });
    const changes = [];
    observe(store, (change) => changes.push([change.type, change.name, change.newValue]));
    store.a = 2;
    store.b = 3;
    delete store.a;
    return changes;
  },
  cycle() {
    const store = observable({
      get a() {
        return this.b;
      },
      get b() {
        return this.a;
      },
    });
    return store.a;
  },
};
