// Calls a wx API that asks for its scope by itself. If it fails because the user refuses the scope,
// says what it is for, leads to the settings page, and tries once more.
// Callbacks, not promises: wx.openSetting needs the user's tap, and a promise loses it.
export default function withScope(scope, reason, call, { success, fail }) {
  call({
    success,
    fail(error) {
      console.log(error.errMsg)
      wx.getSetting({
        success({ authSetting }) {
          if (authSetting[scope] === false) leadToSettings()
          else fail()
        },
        fail,
      })
    },
  })

  function leadToSettings() {
    wx.showModal({
      title: '需要授权',
      content: reason,
      confirmText: '去设置',
      success({ confirm }) {
        if (confirm) openSettings()
        else fail()
      },
      fail,
    })
  }

  function openSettings() {
    wx.openSetting({
      success({ authSetting }) {
        if (authSetting[scope]) call({ success, fail })
        else fail()
      },
      fail,
    })
  }
}
