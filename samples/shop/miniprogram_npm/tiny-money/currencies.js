exports.CNY = { symbol: '¥', digits: 2 }
exports.JPY = { symbol: 'JP¥', digits: 0 }
