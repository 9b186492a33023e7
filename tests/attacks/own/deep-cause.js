// expect: shown in short
// group: deep
// judge: error Error: x or limit cpu memory
let error = new Error("x");
for (let i = 0; i < 20000; i++) error = new Error("x", { cause: error });
console.log(error);
throw error;
