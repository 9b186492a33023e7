// expect: a stack that is no text is left out
// group: forge
// judge: error e$
throw { stack: { split: 1, length: 2 }, message: ["x"], toString: () => "e" };
