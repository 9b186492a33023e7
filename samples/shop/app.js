import './services/updates'
import config from './config'
import { count, restore } from './store/index'

App({
  globalData: {
    scene: 0,
  },

  onLaunch() {
    restore()
    console.log(`${config.name}：购物车里有 ${count} 件`)
  },

  onShow({ scene }) {
    this.globalData.scene = scene
  },

  onPageNotFound() {
    wx.reLaunch({ url: '/pages/home/home' })
  },

  onError(message) {
    console.error(`出错了：${message}`)
  },
})
