import money from 'tiny-money'
import { lines, placeOrder, total } from '../../../../store/index'
import { confirm, toast, withScope } from '../../../../utils/index'
import formatAddress from '../../utils/address'
import quote, { express } from '../../utils/delivery'

Page({
  data: {
    lines: [],
    address: { person: '', place: '' },
    delivery: express,
    feeText: '',
    totalText: '',
  },

  onLoad() {
    this.setData({ lines: lines() })
    this.setDelivery(express)
  },

  onAddress() {
    withScope(
      'scope.address',
      '填写收货地址需要使用通讯地址，请在设置中允许',
      (callbacks) => wx.chooseAddress(callbacks),
      {
        success: (address) => this.setData({ address: formatAddress(address) }),
        fail: () => toast('没有选择地址'),
      },
    )
  },

  onLocate() {
    withScope(
      'scope.userLocation',
      '估算配送距离需要使用地理位置，请在设置中允许',
      (callbacks) => wx.getLocation({ type: 'gcj02', ...callbacks }),
      {
        success: (place) => this.setDelivery(quote(place)),
        fail: () => toast('无法定位，按快递配送'),
      },
    )
  },

  onSubmit() {
    const { address, delivery, totalText } = this.data
    if (!address.place) {
      toast('请先选择收货地址')
      return
    }
    confirm(
      `合计 ${totalText}，送到${address.place}`,
      () => {
        const { id } = placeOrder(address, delivery)
        wx.redirectTo({
          url: `/packages/order/pages/detail/detail?id=${id}`,
          success: () => toast('下单成功', 'success'),
        })
      },
      { title: '确认下单', confirmText: '下单' },
    )
  },

  setDelivery(delivery) {
    this.setData({
      delivery,
      feeText: money.format(delivery.fee),
      totalText: money.format(total + delivery.fee),
    })
  },
})
