// expect: contained
// group: deep
// judge: ok or error \S or limit cpu memory crash
eval("[".repeat(1e5) + "]".repeat(1e5));
