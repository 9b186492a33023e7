// expect: contained: a crash under a memory limit
// group: crash
// judge: ok or error \S or limit cpu memory wall crash
1n << 400000000n;
