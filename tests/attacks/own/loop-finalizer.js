// expect: ends by itself or at a limit: nothing of the guest's runs when its objects are freed
// group: loop
// judge: ok or limit cpu
let registry = new FinalizationRegistry(() => {
  for (;;);
});
for (let i = 0; i < 1000; i++) registry.register({ self: {} }, i);
setTimeout(() => console.log("DONE"), 1);
