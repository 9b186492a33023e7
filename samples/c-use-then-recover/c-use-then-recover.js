// Use first: the API asks by itself; when it fails for want of permission, lead to the settings page and try again.
// Good: it asks no sooner than needed, and "auth" somewhere in errMsg means a refusal on every kind of phone.
const SCOPE = 'scope.writePhotosAlbum'

function savePoster(retried) {
  wx.saveImageToPhotosAlbum({
    filePath: 'poster.png',
    success() {
      console.log(retried ? '海报已保存（重试后）' : '海报已保存')
      wx.showToast({ title: '已保存' })
    },
    fail(err) {
      console.log(`保存失败：${err.errMsg}`)
      if (err.errMsg.indexOf('auth') > -1 && !retried) {
        recover()
      }
    },
  })
}

function recover() {
  wx.getSetting({
    success(res) {
      if (res.authSetting[SCOPE] !== false) return
      wx.showModal({
        title: '提示',
        content: '保存海报需要相册权限，是否前往设置？',
        success(modal) {
          if (!modal.confirm) {
            console.log('用户放弃保存')
            return
          }
          wx.openSetting({
            success({ authSetting }) {
              if (authSetting[SCOPE]) {
                savePoster(true)
              } else {
                console.log('相册权限仍未打开')
              }
            },
          })
        },
      })
    },
  })
}

savePoster(false)
