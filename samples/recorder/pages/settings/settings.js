const permission = require('../../utils/permission')

const SCOPES = [{ scope: 'scope.record', name: '麦克风', purpose: '录制语音备忘' }]
const EDITIONS = { develop: '开发版', trial: '体验版', release: '正式版' }

Page({
  data: {
    rows: [],
    edition: '',
  },

  onLoad() {
    const { version, envVersion } = wx.getAccountInfoSync().miniProgram
    this.setData({ edition: version || EDITIONS[envVersion] })
  },

  // The user may have changed something by way of the menu, too.
  onShow() {
    wx.getSetting({ success: ({ authSetting }) => this.showStates(authSetting) })
  },

  onOpenSetting() {
    wx.openSetting({ success: ({ authSetting }) => this.showStates(authSetting) })
  },

  showStates(authSetting) {
    const rows = SCOPES.map((row) => ({
      ...row,
      state: permission.stateText(authSetting, row.scope),
    }))
    this.setData({ rows })
  },
})
