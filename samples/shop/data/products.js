// Prices are in fen.
export default [
  { id: 1, name: '西湖龙井', origin: '浙江杭州', unit: '50 克', price: 12800 },
  { id: 2, name: '碧螺春', origin: '江苏苏州', unit: '50 克', price: 9800 },
  { id: 3, name: '安吉白茶', origin: '浙江安吉', unit: '50 克', price: 8800 },
  { id: 4, name: '黄山毛峰', origin: '安徽黄山', unit: '50 克', price: 6600 },
  { id: 5, name: '六安瓜片', origin: '安徽六安', unit: '50 克', price: 7200 },
  { id: 6, name: '信阳毛尖', origin: '河南信阳', unit: '50 克', price: 6900 },
  { id: 7, name: '铁观音', origin: '福建安溪', unit: '100 克', price: 8600 },
  { id: 8, name: '大红袍', origin: '福建武夷山', unit: '50 克', price: 15800 },
  { id: 9, name: '正山小种', origin: '福建武夷山', unit: '50 克', price: 7900 },
  { id: 10, name: '祁门红茶', origin: '安徽祁门', unit: '50 克', price: 6800 },
  { id: 11, name: '凤凰单丛', origin: '广东潮州', unit: '50 克', price: 8990 },
  { id: 12, name: '英德红茶', origin: '广东英德', unit: '100 克', price: 5850 },
  { id: 13, name: '白毫银针', origin: '福建福鼎', unit: '50 克', price: 13900 },
  { id: 14, name: '普洱熟茶', origin: '云南西双版纳', unit: '357 克', price: 16800 },
]
