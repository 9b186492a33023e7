// expect: contained
// group: deep
// judge: ok or error \S or limit cpu wall memory crash
new RegExp("(".repeat(1e5) + ")".repeat(1e5)).test("");
