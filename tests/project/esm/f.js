const v = { w: 1 }
export { v as default }
