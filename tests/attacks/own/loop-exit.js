// expect: what runs last is under the limits too
// group: loop
// judge: limit cpu
// errors: many
setTimeout(() => {
  Promise.reject({
    get message() {
      for (;;);
    },
  });
}, 5);
