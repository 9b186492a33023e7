// expect: an ordinary script error, exit 1
// group: forge
// judge: error e$
throw { stack: "    at f (<input>:\u0664\u0660\u0660\u0661:\u0663)\n at g (<input>:0)", toString: () => "e" };
