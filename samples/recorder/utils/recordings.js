const KEY = 'recordings'

// The newest comes first. A released program would also move the file out of the temporary folder.
function all() {
  return wx.getStorageSync(KEY) || []
}

function find(id) {
  return all().find((recording) => recording.id === id)
}

function add({ path, duration, size }) {
  const list = all()
  const id = Math.max(0, ...list.map((recording) => recording.id)) + 1
  const recording = { id, name: `录音 ${id}`, path, duration, size, createdAt: Date.now() }
  wx.setStorageSync(KEY, [recording, ...list])
  return recording
}

function remove(id) {
  wx.setStorageSync(
    KEY,
    all().filter((recording) => recording.id !== id),
  )
}

module.exports = { all, find, add, remove }
