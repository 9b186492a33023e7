// expect: ends at a limit, and what was printed before is shown
// group: native
// judge: limit cpu wall
// says: ^before$
console.log("before");
wx.login({
  success() {
    /(x+x+)+y/.exec("x".repeat(60));
  },
});
