import { format } from 'tiny-money'
import { EDITIONS } from '../../config'
import { addOrder, orders, restore } from '../../store/index'
import { confirm } from '../../utils/index'

Page({
  data: {
    orders: [],
    edition: '',
  },

  onLoad() {
    const { miniProgram } = wx.getAccountInfoSync()
    this.setData({ edition: miniProgram.version || EDITIONS[miniProgram.envVersion] })
  },

  onShow() {
    const list = orders.all().map(({ id, count, total, lines }) => ({
      id,
      count,
      totalText: format(total),
      names: lines.map((line) => line.name).join('、'),
    }))
    this.setData({ orders: list })
  },

  onOrder(event) {
    wx.navigateTo({
      url: `/packages/order/pages/detail/detail?id=${event.currentTarget.dataset.id}`,
    })
  },

  onAgain(event) {
    addOrder(event.currentTarget.dataset.id)
    wx.switchTab({ url: '/pages/cart/cart' })
  },

  onSettings() {
    wx.openSetting({ fail: ({ errMsg }) => console.log(errMsg) })
  },

  onClear() {
    confirm(
      '购物车和订单都会被删除',
      () => {
        wx.clearStorageSync()
        restore()
        wx.reLaunch({ url: '/pages/home/home' })
      },
      { title: '清除数据' },
    )
  },
})
