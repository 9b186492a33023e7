// expect: showing one rejection makes the next: ends all the same, at a limit or because no more are shown
// group: loop
// judge: error more rejections or limit cpu memory messages
// errors: many
Promise.reject({
  toString() {
    Promise.reject(this);
    return "x";
  },
});
