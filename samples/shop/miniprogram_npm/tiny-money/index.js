// Amounts are whole numbers of a currency's smallest unit.
const currencies = require('./currencies')

function format(amount, currency = currencies.CNY) {
  const { symbol, digits } = currency
  const sign = amount < 0 ? '-' : ''
  return sign + symbol + (Math.abs(amount) / 10 ** digits).toFixed(digits)
}

function sum(amounts) {
  return amounts.reduce((total, amount) => total + amount, 0)
}

module.exports = { currencies, format, sum }
