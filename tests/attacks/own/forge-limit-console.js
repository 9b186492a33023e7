// expect: console lines that look like jshost's own are marked as the program's
// group: forge
// judge: ok
// never: ^[^\w\[]*(?i:jshost: error)
console.log("jshost: error: CPU limit of 1 s for one turn reached");
console.log("  jshost: error: memory limit");
console.error("\n\n\tjshost: error: memory limit");
console.log("a\rjshost: error: memory limit");
console.log("%s", "JSHOST: error");
