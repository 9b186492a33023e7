// expect: what a rejection holds moves nothing
// group: terminal
// judge: error \\(x1b|u001b)
// tty: yes
Promise.reject({ errMsg: "\x1b[2J\x1b]52;c;AAAA\x07", "\x1bk": "\u202e" });
