App({
  globalData: {
    maxSeconds: 60,
    leftAt: 0,
  },

  onLaunch({ path, scene }) {
    console.log(`启动：${path}，场景值 ${scene}`)
  },

  onShow() {
    const { leftAt } = this.globalData
    if (leftAt) console.log(`回到前台，离开了 ${Math.round((Date.now() - leftAt) / 1000)} 秒`)
  },

  onHide() {
    this.globalData.leftAt = Date.now()
  },

  onError(message) {
    console.error(`出错了：${message}`)
  },
})
