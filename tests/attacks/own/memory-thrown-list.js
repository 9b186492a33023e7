// expect: ends at a limit
// group: memory
// judge: limit memory cpu wall or error \S
throw Object.defineProperty(new Array(2 ** 32 - 1), "toString", { value: () => "[object Object]" });
