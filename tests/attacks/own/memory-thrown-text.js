// expect: ends at the memory limit, or the message is cut
// group: memory
// judge: limit memory cpu or error more characters
throw new Error("x".repeat(8e6));
