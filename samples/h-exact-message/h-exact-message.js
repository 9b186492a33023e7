// Exact message: compares the whole errMsg with the text that the developer saw in DevTools.
// Bad: phones word a refusal differently, and there it is taken for a fault of the network. See c for a way that works.
const SCOPE = 'scope.writePhotosAlbum'

function save() {
  wx.saveImageToPhotosAlbum({
    filePath: 'poster.png',
    success() {
      console.log('图片已保存')
    },
    fail(err) {
      if (err.errMsg === 'saveImageToPhotosAlbum:fail auth deny') {
        console.log('识别为用户拒绝')
        leadToSettings()
      } else {
        console.log('识别为网络故障')
        wx.showToast({ title: '网络异常，请重试', icon: 'none' })
      }
    },
  })
}

function leadToSettings() {
  wx.showModal({
    title: '保存图片',
    content: '需要您允许保存到相册',
    success(modal) {
      if (!modal.confirm) return
      wx.openSetting({
        success(res) {
          if (res.authSetting[SCOPE]) save()
          else console.log('没有打开相册权限')
        },
      })
    },
  })
}

save()
