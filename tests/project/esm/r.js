export * from './m.js'
export * as ns from './m.js'
export { default } from './m.js'
export { a as aa, default as dd } from './m.js'
