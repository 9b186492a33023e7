// Runs the probes of a library: functions by name. Resolves to JSON text of what each returns or throws. A guest runs
// this, and node: `node run.js PROBES`. Each probe has a turn of its own.
async function run(probes) {
  const found = {};
  for (const name of Object.keys(probes)) {
    await new Promise((resolve) => setTimeout(resolve));
    try {
      found[name] = await probes[name]();
    } catch (error) {
      found[name] = `threw ${error}`;
    }
  }
  return JSON.stringify(found);
}

module.exports = run;

if (typeof process === "object") {
  run(require(process.argv[2])).then((found) => process.stdout.write(found));
}
