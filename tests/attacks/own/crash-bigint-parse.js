// expect: contained
// group: crash
// judge: ok or error \S or limit cpu memory wall crash
BigInt("9".repeat(2e6));
