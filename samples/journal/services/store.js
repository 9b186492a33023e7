// The entries, a JSON file in the user's folder. It is written beside and renamed: a journal is never half written.
const FOLDER = `${wx.env.USER_DATA_PATH}/journal`;
const FILE = `${FOLDER}/entries.json`;
const fs = wx.getFileSystemManager();

function load() {
  try {
    return JSON.parse(fs.readFileSync(FILE, "utf8"));
  } catch (_) {
    return [];
  }
}

function save(entries) {
  try {
    fs.accessSync(FOLDER);
  } catch (_) {
    fs.mkdirSync(FOLDER, true);
  }
  fs.writeFileSync(`${FILE}.new`, JSON.stringify(entries), "utf8");
  fs.renameSync(`${FILE}.new`, FILE);
}

function add(entry) {
  const entries = load();
  entries.unshift({ id: entries.length + 1, ...entry });
  save(entries);
  return entries[0];
}

// Move a temporary picture to where it stays.
function keep(tempFilePath) {
  return new Promise((resolve, reject) => {
    fs.saveFile({
      tempFilePath,
      success: ({ savedFilePath }) => resolve(savedFilePath),
      fail: (res) => reject(new Error(res.errMsg)),
    });
  });
}

module.exports = { load, add, keep };
