// expect: contained
// group: crash
// judge: ok or error \S or limit cpu memory crash
const list = new Uint8Array(1000);
try {
  list.sort(() => {
    if (list.buffer.transfer) list.buffer.transfer();
    return 0;
  });
} catch (_) {}
try {
  list.set({
    get length() {
      if (list.buffer.transfer) list.buffer.transfer();
      return 1;
    },
    0: 1,
  });
} catch (_) {}
console.log("DONE");
