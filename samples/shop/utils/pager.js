export default class Pager {
  constructor(items, size) {
    this.items = items
    this.size = size
    this.shown = 0
  }

  get done() {
    return this.shown >= this.items.length
  }

  next() {
    const page = this.items.slice(this.shown, this.shown + this.size)
    this.shown += page.length
    return page
  }
}
