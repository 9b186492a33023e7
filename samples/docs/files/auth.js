// Callbacks all the way: a promise would lose the tap that wx.openSetting needs.
function ensure(scope, reason, { granted, refused }) {
  wx.getSetting({
    success({ authSetting }) {
      const state = authSetting[scope]
      if (state === true) granted()
      else if (state === false) leadToSettings(scope, reason, { granted, refused })
      else wx.authorize({ scope, success: () => granted(), fail: () => refused() })
    },
    fail: () => refused(),
  })
}

function leadToSettings(scope, reason, { granted, refused }) {
  wx.showModal({
    content: reason,
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

module.exports = { ensure }
