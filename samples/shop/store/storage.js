export function load(key, fallback) {
  const value = wx.getStorageSync(key)
  return value === '' ? fallback : value
}

export function save(key, value) {
  wx.setStorageSync(key, value)
}
