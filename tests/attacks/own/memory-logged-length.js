// expect: shown in short
// group: memory
// judge: ok
// says: DONE
console.log(new Array(2 ** 32 - 1), new Uint8Array(1e7), "x".repeat(1e5));
console.log("DONE");
