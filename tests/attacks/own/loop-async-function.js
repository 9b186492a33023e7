// expect: ends at the CPU limit, although async functions turn what stops them into a rejection
// group: loop
// judge: limit cpu
// says: ^before$
async function spin() {
  await null;
  console.log("before");
  for (;;);
}
(async () => {
  for (;;) {
    try {
      await spin();
    } catch (_) {}
  }
})();
