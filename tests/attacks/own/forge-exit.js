// expect: nothing that the program calls ends the run as ordered
// group: forge
// judge: ok
// says: DONE
for (const name of ["exit", "quit", "abort", "close", "kill", "process", "std", "os", "Deno", "print", "load", "gc"]) {
  if (typeof globalThis[name] !== "undefined" && name !== "gc") console.log("LEAK " + name);
}
console.log("DONE");
