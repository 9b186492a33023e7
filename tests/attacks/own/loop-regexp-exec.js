// expect: ends at the CPU limit: a match that never moves on
// group: loop
// judge: limit cpu memory
const pattern = /x/g;
pattern.exec = () => ({ 0: "", index: 0, length: 1 });
"x".replace(pattern, "y");
