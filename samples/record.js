// Asks for the microphone and records for a second: the example of WeChat's page on wx.authorize, with a way out.
wx.getSetting({
  success(res) {
    if (res.authSetting['scope.record']) {
      record()
      return
    }
    wx.authorize({
      scope: 'scope.record',
      success() {
        console.log('用户同意使用麦克风')
        record() // no dialog any more
      },
      fail(err) {
        console.log(`用户没有同意：${err.errMsg}`)
      },
    })
  },
})

function record() {
  wx.startRecord({
    success(res) {
      console.log(`录音文件：${res.tempFilePath}`)
    },
    fail(err) {
      console.log(`录音失败：${err.errMsg}`)
    },
  })
  setTimeout(() => wx.stopRecord(), 1000)
}
