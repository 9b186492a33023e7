import * as orders from './orders'

export * from './cart'
export { place as placeOrder } from './orders'
export { orders }
