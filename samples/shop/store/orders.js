// The cart looks up orders, too: a cycle, and harmless since neither uses the other while it loads.
import * as cart from './cart'
import { load, save } from './storage'

const KEY = 'orders'

export const all = () => load(KEY, [])

export const find = (id) => all().find((order) => order.id === Number(id))

export function place(address, delivery) {
  const orders = all()
  const order = {
    id: orders.length + 1,
    lines: cart.lines(),
    count: cart.count,
    goods: cart.total,
    delivery,
    total: cart.total + delivery.fee,
    address,
    placedAt: Date.now(),
  }
  save(KEY, [order, ...orders])
  cart.clear()
  return order
}
