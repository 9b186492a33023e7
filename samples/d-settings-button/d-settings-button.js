// Settings button: after a refusal the page shows a button that opens the settings page, and waits for it.
// Good: the user's own tap opens the settings, and nothing pops up uninvited.
const page = {
  data: { showSettingsButton: false, cameraReady: false },

  // Real pages have setData already.
  setData(values) {
    Object.assign(this.data, values)
    console.log(`setData ${JSON.stringify(values)}`)
  },

  onLoad() {
    wx.authorize({
      scope: 'scope.camera',
      success: () => this.setData({ cameraReady: true }),
      fail: (err) => {
        console.log(`相机不可用：${err.errMsg}`)
        this.setData({ showSettingsButton: true })
      },
      // A plain script has no view to tap in: this stands for the user's tap on the button.
      complete: () => {
        if (this.data.showSettingsButton) this.onTapSettings()
      },
    })
  },

  // <button wx:if="{{showSettingsButton}}" bindtap="onTapSettings">打开相机权限</button>
  onTapSettings() {
    wx.openSetting({
      success: (res) => {
        if (res.authSetting['scope.camera']) {
          this.setData({ showSettingsButton: false, cameraReady: true })
        } else {
          console.log('相机权限仍未打开')
        }
      },
      fail: (err) => console.log(`打不开设置：${err.errMsg}`),
    })
  },
}

page.onLoad()
