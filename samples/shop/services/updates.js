const updates = wx.getUpdateManager()

updates.onUpdateReady(() => {
  wx.showModal({
    title: '有新版本',
    content: '新版本已经准备好，是否重启应用？',
    success({ confirm }) {
      if (confirm) updates.applyUpdate()
    },
  })
})
