import { format as yuan } from 'tiny-money'
import { orders } from '../../../../store/index'
import { toast } from '../../../../utils/index'

Page({
  data: {
    order: null,
    goodsText: '',
    feeText: '',
    totalText: '',
  },

  onLoad({ id }) {
    const order = orders.find(id)
    if (!order) {
      wx.switchTab({ url: '/pages/me/me', success: () => toast('没有这个订单') })
      return
    }
    this.setData({
      order,
      goodsText: yuan(order.goods),
      feeText: yuan(order.delivery.fee),
      totalText: yuan(order.total),
    })
  },

  onHome() {
    wx.switchTab({ url: '/pages/home/home' })
  },
})
