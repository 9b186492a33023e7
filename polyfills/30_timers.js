// Timers: callbacks stay here, due times go to the host's scheduler.
const timers = new MapOf();
let lastTimer = 0;

function startTimer(callback, delay, repeat, args) {
  if (typeof callback !== "function") {
    throw new TypeErrorOf(`${repeat ? "setInterval" : "setTimeout"}: the callback should be a Function`);
  }
  delay = +delay;
  // An interval of 0 would keep the clock from moving.
  delay = delay > repeat ? (delay < 2147483648 ? delay : 1) : repeat;
  const id = ++lastTimer;
  const rest = bare([]);
  for (let i = 2; i < args.length; i++) {
    rest[i - 2] = args[i];
  }
  apply(mapSet, timers, [id, { __proto__: null, callback, repeat, args: rest }]);
  post(`["timer",${id},${delay},${repeat}]`);
  return id;
}

install(G, "setTimeout", function setTimeout(callback, delay) {
  return startTimer(callback, delay, 0, arguments);
});

install(G, "setInterval", function setInterval(callback, delay) {
  return startTimer(callback, delay, 1, arguments);
});

function clearTimer(id) {
  if (apply(mapDelete, timers, [+id])) {
    post(`["clear",${+id}]`);
  }
}

install(G, "clearTimeout", function clearTimeout(id) {
  clearTimer(id);
});

install(G, "clearInterval", function clearInterval(id) {
  clearTimer(id);
});

handlers.timer = (id) => {
  const timer = apply(mapGet, timers, [+id]);
  if (timer === undefined) {
    return;
  }
  if (!timer.repeat) {
    apply(mapDelete, timers, [+id]);
  }
  run(timer.callback, timer.args, timer.repeat ? "setInterval" : "setTimeout");
};
