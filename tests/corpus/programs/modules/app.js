// Requires the files that modules.json names, each in a turn of its own, and keeps what they throw.
const paths = require("./modules.json");

const loaded = [];
const failed = {};

function load(path) {
  try {
    require(path);
    loaded.push(path);
  } catch (error) {
    failed[path] = String(error);
  }
}

function loadFrom(index) {
  if (index < paths.length) {
    setTimeout(() => loadFrom(index + 1));
    load(paths[index]);
  }
}

App({ loaded, failed });
loadFrom(0);
