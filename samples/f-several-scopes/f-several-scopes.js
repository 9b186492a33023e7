// Several scopes: ask for one after the other, count the refusals, and at the end open the settings page once.
// Good for programs that need all of them, such as a video call: one trip to the settings mends everything.
const wanted = [
  { scope: 'scope.camera', name: '摄像头' },
  { scope: 'scope.record', name: '麦克风' },
  { scope: 'scope.userLocation', name: '位置' },
]
let refused = 0

function askFrom(index) {
  if (index === wanted.length) {
    finish()
    return
  }
  const { scope, name } = wanted[index]
  wx.authorize({
    scope,
    success() {
      console.log(`${name}：已允许`)
    },
    fail(err) {
      refused += 1
      console.log(`${name}：${err.errMsg}`)
    },
    complete() {
      askFrom(index + 1)
    },
  })
}

function finish() {
  console.log(`被拒绝 ${refused} 项`)
  if (refused === 0) {
    enterRoom()
    return
  }
  wx.showModal({
    title: '视频问诊',
    content: `还有 ${refused} 项权限未打开，请在设置中全部允许`,
    success(modal) {
      if (modal.confirm) wx.openSetting({ success: check })
    },
  })
}

function check({ authSetting }) {
  const missing = wanted.filter(({ scope }) => !authSetting[scope]).map(({ name }) => name)
  if (missing.length > 0) console.log(`仍缺少：${missing.join('、')}`)
  else enterRoom()
}

function enterRoom() {
  console.log('进入诊室')
}

askFrom(0)
