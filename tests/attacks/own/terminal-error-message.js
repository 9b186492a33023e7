// expect: an error's message and stack move nothing
// group: terminal
// judge: error \\x1b
// tty: yes
const error = new Error("\x1b[2J\x1b[1;1Hjshost: error: \x9b31m\u202e\b\b\b");
error.stack = "    at \x1b]0;owned\x07 (x:1)\n    at \rb\u2066 (<input>:4001)\n\x1b[A\x1b[K";
throw error;
