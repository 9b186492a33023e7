import { format } from 'tiny-money'
import { cartCount, pagedList } from '../../behaviors/index'
import config, { PAGE_SIZE } from '../../config'
import products from '../../data/catalog'
import { add } from '../../store/index'
import { toast } from '../../utils/index'

Page({
  behaviors: [cartCount, pagedList],

  data: {
    slogan: config.slogan,
  },

  onLoad() {
    this.fill()
  },

  onShow() {
    this.refreshCart()
  },

  onPullDownRefresh() {
    this.fill()
    toast('已刷新')
    if (wx.stopPullDownRefresh) wx.stopPullDownRefresh()
  },

  onReachBottom() {
    this.nextPage()
  },

  onShareAppMessage() {
    return { title: `${config.name}：${config.slogan}`, path: '/pages/home/home' }
  },

  onProduct(event) {
    wx.navigateTo({ url: `/pages/product/product?id=${event.currentTarget.dataset.id}` })
  },

  onAdd(event) {
    add(event.currentTarget.dataset.id)
    this.refreshCart()
    toast('已加入购物车', 'success')
  },

  fill() {
    const items = products.map((product) => ({ ...product, priceText: format(product.price) }))
    this.startList(items, PAGE_SIZE)
  },
})
