// expect: contained
// group: deep
// judge: ok or error \S or limit cpu wall memory crash
/(?:a|b)*?$/.test("ab".repeat(2e6));
/^(?:(?=(.))){1000}/.test("a".repeat(1e5));
