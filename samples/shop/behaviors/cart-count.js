import { format } from 'tiny-money'
import { count, total } from '../store/index'

export default Behavior({
  data: {
    cartCount: 0,
    cartTotal: format(0),
  },

  methods: {
    refreshCart() {
      this.setData({ cartCount: count, cartTotal: format(total) })
    },
  },
})
