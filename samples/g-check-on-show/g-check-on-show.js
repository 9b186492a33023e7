// Check on show: whenever the page comes back to the front it looks at the settings anew and goes on if it can.
// Good: it also notices what was changed by way of the menu, not only through its own wx.openSetting.
const recorder = wx.getRecorderManager()

const page = {
  data: { waiting: false },

  onLoad() {
    recorder.onStart(() => {
      console.log('录音开始')
      setTimeout(() => recorder.stop(), 1000)
    })
    recorder.onStop((res) => console.log(`录音结束：${res.duration} 毫秒，${res.fileSize} 字节`))
    recorder.onError((err) => console.log(`录音出错：${err.errMsg}`))
  },

  onShow() {
    wx.getSetting({
      success: (res) => {
        console.log(`onShow：${JSON.stringify(res.authSetting['scope.record'])}`)
        if (!this.data.waiting) return
        this.data.waiting = false
        if (res.authSetting['scope.record']) this.record()
      },
    })
  },

  onTapRecord() {
    wx.authorize({ scope: 'scope.record', success: () => this.record(), fail: () => this.explain() })
  },

  explain() {
    wx.showModal({
      content: '没有麦克风权限，无法发送语音',
      confirmText: '去设置',
      success: ({ confirm }) => {
        if (!confirm) return
        this.data.waiting = true
        // WeChat calls a page's onShow by itself when the user comes back; a plain script has to.
        wx.openSetting({ complete: () => this.onShow() })
      },
    })
  },

  record() {
    recorder.start({ duration: 10000, format: 'mp3' })
  },
}

page.onLoad()
page.onShow()
page.onTapRecord() // stands for the user's tap
