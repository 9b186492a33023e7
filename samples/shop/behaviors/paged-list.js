import { Pager } from '../utils/index'

const pagedList = Behavior({
  data: {
    items: [],
    shown: 0,
    done: false,
  },

  methods: {
    startList(items, size) {
      this.pager = new Pager(items, size)
      this.setData({ items: [] })
      this.nextPage()
    },

    nextPage() {
      if (this.pager.done) return
      const from = this.data.items.length
      const changes = {}
      this.pager.next().forEach((item, index) => {
        changes[`items[${from + index}]`] = item
      })
      this.setData({ ...changes, shown: this.pager.shown, done: this.pager.done })
    },
  },
})

export { pagedList as default }
