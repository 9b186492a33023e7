// Stale snapshot: reads the settings once at launch, and every tap later on trusts that copy.
// Bad: nothing that the user decides afterwards reaches the copy. Who has just switched it on is sent to settings again.
const app = { globalData: { authSetting: {} } }

function onTapLocate(done) {
  const allowed = app.globalData.authSetting['scope.userLocation']
  console.log(`快照中的位置权限：${allowed}`)
  if (allowed === false) {
    sendToSettings(done)
    return
  }
  wx.getLocation({
    success: () => console.log('定位成功'),
    fail: (err) => console.log(`定位失败：${err.errMsg}`),
    complete: done,
  })
}

function sendToSettings(done) {
  wx.showModal({
    content: '请先在设置中打开位置权限',
    showCancel: false,
    success() {
      wx.openSetting({
        success({ authSetting }) {
          console.log(`设置页返回：${authSetting['scope.userLocation']}，请再点一次定位`)
        },
        complete: done,
      })
    },
  })
}

wx.getSetting({
  success(res) {
    app.globalData.authSetting = res.authSetting
    // Two taps on the button.
    onTapLocate(() => onTapLocate())
  },
})
