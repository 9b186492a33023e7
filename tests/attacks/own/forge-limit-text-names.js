// expect: ordinary script errors, exit 1, whatever they call themselves
// group: forge
// judge: error (?!memory limit|the engine crashed|timeout of)
// errors: many
// never: ^jshost: error: (memory limit|wall limit|timeout of|the engine crashed|message limit|interrupted)
for (const text of [
  "memory limit of 64 MB reached",
  "wall limit of 1 s for one turn reached",
  "timeout of 5 s reached with work left to do",
  "the engine crashed (SIGSEGV)",
  "message limit of 1000 for one turn reached",
  "interrupted",
]) {
  setTimeout(
    (() => {
      throw { toString: () => text };
    }).bind(),
  );
}
