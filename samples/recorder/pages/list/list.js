const recordings = require('../../utils/recordings')
const format = require('../../utils/format')

Page({
  data: {
    list: [],
    newest: 0,
  },

  onLoad() {
    const opener = this.getOpenerEventChannel()
    // Opened otherwise than by wx.navigateTo, there is nobody at the other end.
    if (!opener || !opener.on) return
    opener.on('newest', ({ id }) => this.setData({ newest: id }))
    this.opener = opener
  },

  onShow() {
    this.refresh()
  },

  onItem(event) {
    const { id } = event.currentTarget.dataset
    wx.showActionSheet({
      itemList: ['查看详情', '删除'],
      success: ({ tapIndex }) => (tapIndex === 0 ? this.showDetails(id) : this.remove(id)),
      fail: ({ errMsg }) => console.log(`没有选择：${errMsg}`),
    })
  },

  onBack() {
    if (getCurrentPages().length > 1) {
      wx.navigateBack()
    } else {
      wx.reLaunch({ url: '/pages/index/index' })
    }
  },

  showDetails(id) {
    const { name, duration, size, createdAt } = recordings.find(id)
    wx.showModal({
      title: name,
      content: `${format.date(createdAt)}\n${format.duration(duration)}，${format.size(size)}`,
      showCancel: false,
    })
  },

  remove(id) {
    recordings.remove(id)
    this.refresh()
    if (this.opener) this.opener.emit('removed', { id })
    wx.showToast({ title: '已删除' })
  },

  refresh() {
    const list = recordings.all().map(({ id, name, duration, createdAt }) => ({
      id,
      name,
      duration: format.duration(duration),
      date: format.date(createdAt),
    }))
    this.setData({ list })
  },
})
