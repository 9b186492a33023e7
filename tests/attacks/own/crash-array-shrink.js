// expect: contained
// group: crash
// judge: ok or error \S or limit cpu memory crash
for (const name of ["map", "filter", "sort", "splice", "concat", "indexOf", "join", "fill", "slice", "reverse"]) {
  const list = Array.from({ length: 1000 }, (_, i) => ({ i }));
  const trap = {
    valueOf() {
      list.length = 0;
      for (let i = 0; i < 50; i++) list.push({});
      return 1;
    },
    toString() {
      return String(this.valueOf());
    },
  };
  try {
    list[name](typeof list[0] === "object" && /map|filter|sort/.test(name) ? () => +trap : trap, trap, trap);
    list[5] = trap;
    list.join();
  } catch (_) {}
}
console.log("DONE");
