// Ask before use: look at wx.getSetting, call wx.authorize unless the answer was yes, then record.
// Short, but it takes "refused" for "never asked": who refused once is never asked again and sees nothing happen.
const SCOPE = 'scope.record'

function startRecording() {
  wx.startRecord({
    success(res) {
      console.log(`录音完成：${res.tempFilePath}`)
    },
    fail(err) {
      console.log(`录音失败：${err.errMsg}`)
    },
  })
  console.log('开始录音')
  setTimeout(() => {
    wx.stopRecord()
  }, 1000)
}

wx.getSetting({
  success(res) {
    if (!res.authSetting[SCOPE]) {
      wx.authorize({
        scope: SCOPE,
        success() {
          console.log('已授权麦克风')
          startRecording()
        },
        fail(err) {
          console.log(`没有麦克风权限：${err.errMsg}`)
        },
      })
    } else {
      startRecording()
    }
  },
})
