// Three states: yes runs at once, never asked asks, and no explains itself and leads to the settings page.
// The right way: nobody is asked without need, and nobody who refused is stuck.
const SCOPE = 'scope.userLocation'

function locate() {
  wx.getLocation({
    success(res) {
      console.log(`当前位置：${res.latitude.toFixed(3)}, ${res.longitude.toFixed(3)}`)
    },
    fail(err) {
      console.log(`定位失败：${err.errMsg}`)
    },
  })
}

function leadToSettings() {
  wx.showModal({
    title: '需要位置权限',
    content: '请在设置中允许使用地理位置，以便查找附近的门店',
    confirmText: '去设置',
    success(modal) {
      if (!modal.confirm) {
        console.log('用户不去设置')
        return
      }
      wx.openSetting({
        success(res) {
          if (res.authSetting[SCOPE]) {
            locate()
          } else {
            console.log('设置中仍未允许位置')
          }
        },
      })
    },
  })
}

wx.getSetting({
  success({ authSetting }) {
    const state = authSetting[SCOPE]
    console.log(`位置权限：${state === undefined ? '未询问' : state}`)
    if (state === true) {
      locate()
    } else if (state === false) {
      leadToSettings()
    } else {
      wx.authorize({
        scope: SCOPE,
        success: () => locate(),
        fail: (err) => console.log(`用户拒绝：${err.errMsg}`),
      })
    }
  },
})
