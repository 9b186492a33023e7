export const PAGE_SIZE = 6
export const EDITIONS = { develop: '开发版', trial: '体验版', release: '正式版' }

export default { name: '山茶小铺', slogan: '当季新茶，产地直发' }
