// The journal's server. What it said last is kept, and shown again when it cannot be reached.
const ORIGIN = "https://journal.example.com";

function request(path, options = {}) {
  return new Promise((resolve, reject) => {
    wx.request({
      url: `${ORIGIN}${path}`,
      ...options,
      success(res) {
        if (res.statusCode >= 200 && res.statusCode < 300) {
          resolve(res.data);
        } else {
          reject(new Error(`服务器返回 ${res.statusCode}`));
        }
      },
      fail: (res) => reject(new Error(res.errMsg)),
    });
  });
}

async function weather(city) {
  const key = `weather:${city}`;
  try {
    const data = await request("/weather", { data: { city } });
    wx.setStorageSync(key, data);
    return { ...data, stale: false };
  } catch (error) {
    const kept = wx.getStorageSync(key);
    if (kept) {
      return { ...kept, stale: true };
    }
    throw error;
  }
}

// Resolves to the address of the picture on the server; `onProgress` is told per cent.
function upload(filePath, note, onProgress) {
  return new Promise((resolve, reject) => {
    const task = wx.uploadFile({
      url: `${ORIGIN}/photos`,
      filePath,
      name: "photo",
      formData: { note },
      success(res) {
        if (res.statusCode === 201) {
          resolve(JSON.parse(res.data).url);
        } else {
          reject(new Error(`服务器返回 ${res.statusCode}`));
        }
      },
      fail: (res) => reject(new Error(res.errMsg)),
    });
    task.onProgressUpdate(({ progress }) => onProgress(progress));
  });
}

module.exports = { weather, upload };
