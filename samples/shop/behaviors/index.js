export { default as cartCount } from './cart-count'
export { default as pagedList } from './paged-list'
