// Promises: the three states once more, with async and await around every call.
// Reads well and fails at its last step: a tap does not reach past a promise, so wx.openSetting is refused.
const SCOPE = 'scope.werun'

function promisify(api) {
  return (options) =>
    new Promise((resolve, reject) => {
      api({ ...options, success: resolve, fail: reject })
    })
}

const login = promisify(wx.login)
const getSetting = promisify(wx.getSetting)
const authorize = promisify(wx.authorize)
const showModal = promisify(wx.showModal)
const openSetting = promisify(wx.openSetting)
const getWeRunData = promisify(wx.getWeRunData)

async function ensurePermission() {
  const { authSetting } = await getSetting()
  if (authSetting[SCOPE]) return true
  if (authSetting[SCOPE] === undefined) {
    await authorize({ scope: SCOPE })
    return true
  }
  const { confirm } = await showModal({ title: '微信运动', content: '请在设置中允许读取步数' })
  if (!confirm) return false
  const after = await openSetting()
  return after.authSetting[SCOPE] === true
}

async function main() {
  const { code } = await login()
  console.log(`登录成功，code 长度 ${code.length}`)
  if (!(await ensurePermission())) {
    console.log('没有步数权限')
    return
  }
  const { encryptedData } = await getWeRunData()
  console.log(`拿到加密步数，长度 ${encryptedData.length}`)
}

main().catch((err) => console.log(`出错了：${err.errMsg}`))
