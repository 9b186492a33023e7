Page({
  data: {
    place: '',
  },

  onLocate() {
    wx.getLocation({
      type: 'gcj02',
      success: ({ latitude, longitude }) => {
        this.setData({ place: `${latitude.toFixed(3)}, ${longitude.toFixed(3)}` })
      },
      fail: ({ errMsg }) => {
        console.log(errMsg)
        wx.showToast({ title: '无法获取位置', icon: 'none' })
      },
    })
  },
})
