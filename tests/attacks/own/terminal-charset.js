// expect: shift and charset sequences leave the terminal as it is
// group: terminal
// judge: ok
// tty: yes
console.log("\x0e\x0f\x1b(0lqqk\x1b(B\x1b%@\x1bc\x1b#8\x1b[?1049h\x1b[?25l\x1b[6n\x1b[c\x05\x1bZ");
