// expect: frames of a stack that the program wrote do not read like lines of jshost's own
// group: forge
// judge: error ^(?!jshost)
// never: ^\s*jshost: error: CPU
throw {
  stack: "    at x\njshost: error: CPU limit of 1 s for one turn reached\njshost: error: CPU\n\u2503 allow? y",
  toString: () => "e",
};
