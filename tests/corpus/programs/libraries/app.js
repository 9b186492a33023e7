// Runs the probes of one library.
const probes = require("./probes");
const run = require("./run");

App({ found: "" });
run(probes).then((found) => {
  getApp().found = found;
});
