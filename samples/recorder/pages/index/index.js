const permission = require('../../utils/permission')
const recordings = require('../../utils/recordings')
const format = require('../../utils/format')

const REASON = '录音需要使用麦克风，请在设置中允许'
const SHORTEST = 1000

const app = getApp()
const recorder = wx.getRecorderManager()

Page({
  data: {
    state: 'idle', // then asking, then recording
    elapsed: '00:00',
    count: 0,
    newest: { id: 0, name: '' },
  },

  onLoad() {
    recorder.onStart(() => this.started())
    recorder.onStop((result) => this.stopped(result))
    recorder.onError((error) => this.failed(error))
  },

  onShow() {
    this.setData({ count: recordings.all().length })
  },

  onHide() {
    this.onStop()
  },

  onUnload() {
    this.onStop()
  },

  onRecord() {
    if (this.data.state !== 'idle') return
    this.setData({ state: 'asking' })
    permission.ensure('scope.record', REASON, {
      granted: () => recorder.start({ duration: app.globalData.maxSeconds * 1000, format: 'mp3' }),
      refused: () => this.giveUp('没有麦克风权限'),
    })
  },

  onStop() {
    if (this.data.state === 'recording') recorder.stop()
  },

  onList() {
    wx.navigateTo({
      url: '/pages/list/list',
      events: {
        removed: ({ id }) => {
          if (id === this.data.newest.id) this.setData({ newest: { id: 0, name: '' } })
        },
      },
      success: ({ eventChannel }) => eventChannel.emit('newest', { id: this.data.newest.id }),
    })
  },

  started() {
    console.log('开始录音')
    this.setData({ state: 'recording', elapsed: format.duration(0) })
    const since = Date.now()
    this.ticker = setInterval(() => {
      this.setData({ elapsed: format.duration(Date.now() - since) })
    }, 1000)
  },

  stopped({ tempFilePath, duration, fileSize }) {
    if (duration < SHORTEST) {
      this.giveUp('说话时间太短')
      return
    }
    const recording = recordings.add({ path: tempFilePath, duration, size: fileSize })
    console.log(`已保存：${recording.name}，${format.duration(duration)}`)
    clearInterval(this.ticker)
    this.setData({
      state: 'idle',
      count: recordings.all().length,
      newest: { id: recording.id, name: recording.name },
    })
    wx.showToast({ title: '已保存' })
  },

  failed({ errMsg }) {
    console.error(`录音失败：${errMsg}`)
    this.giveUp('录音失败')
  },

  giveUp(title) {
    clearInterval(this.ticker)
    this.setData({ state: 'idle' })
    wx.showToast({ title, icon: 'none' })
  },
})
