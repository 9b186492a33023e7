import products from './products'

const byId = new Map(products.map((product) => [product.id, product]))

export const find = (id) => byId.get(Number(id))

export { products as default }
