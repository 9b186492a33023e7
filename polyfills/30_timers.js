// Timers: callbacks stay here, due times go to the host's scheduler.
const timers = create(null);
let lastTimer = 0;

function startTimer(callback, delay, repeat, args) {
  if (typeof callback !== "function") {
    throw new TypeErrorOf(`${repeat ? "setInterval" : "setTimeout"}: the callback should be a Function`);
  }
  delay = +delay;
  // An interval of 0 would keep the clock from moving.
  delay = delay > repeat ? (delay < 2147483648 ? delay : 1) : repeat;
  const id = ++lastTimer;
  // A program may have very many of these: what is kept for the plain ones is the callback alone.
  timers[id] = repeat || args.length > 2 ? timerRecord(callback, repeat, args) : callback;
  post(`["timer",${id},${delay},${repeat}]`);
  return id;
}

function timerRecord(callback, repeat, args) {
  const rest = bare([]);
  for (let i = 2; i < args.length; i++) {
    rest[i - 2] = args[i];
  }
  return { __proto__: null, callback, repeat, args: rest };
}

install(G, "setTimeout", function setTimeout(callback, delay) {
  return startTimer(callback, delay, 0, arguments);
});

install(G, "setInterval", function setInterval(callback, delay) {
  return startTimer(callback, delay, 1, arguments);
});

function clearTimer(id) {
  id = +id;
  if (timers[id] !== undefined) {
    delete timers[id];
    post(`["clear",${id}]`);
  }
}

install(G, "clearTimeout", function clearTimeout(id) {
  clearTimer(id);
});

install(G, "clearInterval", function clearInterval(id) {
  clearTimer(id);
});

handlers.timer = (id) => {
  const timer = timers[id];
  if (typeof timer === "function") {
    delete timers[id];
    run(timer, [], "setTimeout");
  } else if (timer !== undefined) {
    if (!timer.repeat) {
      delete timers[id];
    }
    run(timer.callback, timer.args, timer.repeat ? "setInterval" : "setTimeout");
  }
};
