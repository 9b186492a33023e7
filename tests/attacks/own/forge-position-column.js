// expect: an ordinary script error, exit 1
// group: forge
// judge: error e$
throw { stack: "    at f (<input>:4001:" + "9".repeat(5000) + ")", toString: () => "e" };
