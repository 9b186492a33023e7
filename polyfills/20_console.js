// console: lines of plain text leave at once; everything else is put together by the "inspect" chunk.
const LEVELS = { __proto__: null, log: "log", info: "info", warn: "warn", error: "error", debug: "debug" };
const console = {};

function write(level, text) {
  postNow(`["log","${level}",${stringify(text)}]`);
}

function isPlainLine(args) {
  return args.length === 1 && typeof args[0] === "string" && chunks.inspect === undefined && args[0].length < 8192;
}

function logger(name) {
  return function () {
    if (LEVELS[name] !== undefined && isPlainLine(arguments)) {
      write(name, arguments[0]);
    } else {
      chunk("inspect").log(name, arguments);
    }
  };
}

for (const name of ["log", "info", "warn", "error", "debug", "assert", "clear", "count", "countReset", "dir", "group",
  "groupCollapsed", "groupEnd", "table", "time", "timeEnd", "timeLog", "trace"]) {
  console[name] = logger(name);
}
install(G, "console", console);
