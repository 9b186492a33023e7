import { sum } from 'tiny-money'
import { find } from '../data/catalog'
import { find as findOrder } from './orders'
import * as storage from './storage'

const KEY = 'cart'

// Who imports these two sees them change.
export let count = 0
export let total = 0

let quantities = {}

export function restore() {
  quantities = storage.load(KEY, {})
  recount()
}

export function lines() {
  return Object.keys(quantities).map((id) => {
    const { name, unit, price } = find(id)
    const quantity = quantities[id]
    return { id: Number(id), name, unit, price, quantity, sum: price * quantity }
  })
}

export function quantityOf(id) {
  return quantities[id] || 0
}

export function setQuantity(id, quantity) {
  if (quantity > 0) quantities[id] = quantity
  else delete quantities[id]
  storage.save(KEY, quantities)
  recount()
}

export function add(id, quantity = 1) {
  setQuantity(id, quantityOf(id) + quantity)
}

export function addOrder(orderId) {
  findOrder(orderId).lines.forEach(({ id, quantity }) => add(id, quantity))
}

export function clear() {
  lines().forEach(({ id }) => setQuantity(id, 0))
}

function recount() {
  const all = lines()
  count = sum(all.map((line) => line.quantity))
  total = sum(all.map((line) => line.sum))
}
