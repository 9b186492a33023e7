import { format } from 'tiny-money'
import { cartCount } from '../../behaviors/index'
import { count, lines, quantityOf, setQuantity } from '../../store/index'
import { confirm, toast } from '../../utils/index'

Page({
  behaviors: [cartCount],

  data: {
    lines: [],
  },

  onShow() {
    this.refresh()
  },

  onMore(event) {
    this.change(event.currentTarget.dataset.id, 1)
  },

  onLess(event) {
    const { id } = event.currentTarget.dataset
    if (quantityOf(id) > 1) this.change(id, -1)
    else confirm('从购物车中移除？', () => this.change(id, -1))
  },

  onCheckout() {
    if (count === 0) {
      toast('购物车是空的')
      return
    }
    wx.navigateTo({ url: '/packages/order/pages/confirm/confirm' })
  },

  change(id, difference) {
    setQuantity(id, quantityOf(id) + difference)
    this.refresh()
  },

  refresh() {
    this.refreshCart()
    this.setData({ lines: lines().map((line) => ({ ...line, sumText: format(line.sum) })) })
  },
})
