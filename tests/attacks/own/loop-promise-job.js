// expect: ends at the CPU limit; the interrupted job is no rejection that the program could go on after
// group: loop
// judge: limit cpu
// says: ^before$
// never: again
Promise.resolve()
  .then(() => {
    console.log("before");
    while (true) {}
  })
  .catch(() => console.log("again"))
  .then(() => console.log("again"));
