// expect: contained
// group: deep
// judge: ok or error \S or limit cpu memory crash
JSON.parse("[".repeat(1e6) + "]".repeat(1e6));
