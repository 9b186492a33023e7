// expect: the line that an error of eval shows moves nothing
// group: terminal
// judge: error SyntaxError
// tty: yes
eval("var \x1b[2J = \u202e\x9b");
