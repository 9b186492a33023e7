import { format } from 'tiny-money'
import { cartCount } from '../../behaviors/index'
import { find } from '../../data/catalog'
import * as store from '../../store/index'
import { toast } from '../../utils/index'

Page({
  behaviors: [cartCount],

  data: {
    product: null,
    priceText: '',
  },

  onLoad({ id }) {
    const product = find(id)
    if (!product) {
      wx.switchTab({ url: '/pages/home/home', success: () => toast('没有这件商品') })
      return
    }
    this.setData({ product, priceText: format(product.price) })
  },

  onShow() {
    this.refreshCart()
  },

  onShareAppMessage() {
    const { id, name } = this.data.product
    return { title: name, path: `/pages/product/product?id=${id}` }
  },

  onAdd() {
    store.add(this.data.product.id)
    this.refreshCart()
    toast('已加入购物车', 'success')
  },

  onCart() {
    wx.switchTab({ url: '/pages/cart/cart' })
  },
})
