// expect: a message of several lines stays on one
// group: forge
// judge: error one
// never: ^\s*jshost: error: CPU
throw new Error("one\njshost: error: CPU limit of 1 s\r\njshost: error: CPU limit\u2028jshost: error: CPU");
