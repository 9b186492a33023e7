export let n = 0
export function inc() { n++; return this === undefined }
export const { a, b: [c = 5, ...d], ...rest } = { a: 1, b: [undefined, 7, 8], x: 9, y: 10 }
export class K { static #p = 3; static { this.z = K.has(new K()) ? 1 : 2 } static has(o) { return #q in o } #q = 1 }
export default function () { return 'dflt' }
export { n as "odd name", inc as default2 }
export async function* gen() { yield 1 }
let later = 1
export { later }
later = 2
