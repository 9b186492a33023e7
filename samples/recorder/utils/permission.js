const STATES = { true: '已允许', false: '已拒绝', undefined: '未询问' }

// Who was never asked gets the dialog; who refused gets the reason, and then the settings page.
// Callbacks, not promises: wx.openSetting needs the user's tap, and a promise loses it.
function ensure(scope, reason, { granted, refused }) {
  wx.getSetting({
    success({ authSetting }) {
      const state = authSetting[scope]
      if (state === true) {
        granted()
      } else if (state === undefined) {
        wx.authorize({ scope, success: () => granted(), fail: () => refused() })
      } else {
        leadToSettings(scope, reason, { granted, refused })
      }
    },
    fail: () => refused(),
  })
}

function leadToSettings(scope, reason, { granted, refused }) {
  wx.showModal({
    title: '需要授权',
    content: reason,
    confirmText: '去设置',
    success({ confirm }) {
      if (!confirm) {
        refused()
        return
      }
      wx.openSetting({
        success: ({ authSetting }) => (authSetting[scope] ? granted() : refused()),
        fail: () => refused(),
      })
    },
    fail: () => refused(),
  })
}

function stateText(authSetting, scope) {
  return STATES[authSetting[scope]]
}

module.exports = { ensure, stateText }
