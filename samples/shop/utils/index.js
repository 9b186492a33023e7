export * from './dialog'
export { default as Pager } from './pager'
export { default as withScope } from './with-scope'
