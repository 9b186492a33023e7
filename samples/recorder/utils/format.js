const twoDigits = (number) => String(number).padStart(2, '0')

exports.duration = (milliseconds) => {
  const seconds = Math.floor(milliseconds / 1000)
  return `${twoDigits(Math.floor(seconds / 60))}:${twoDigits(seconds % 60)}`
}

exports.size = (bytes) => `${(bytes / 1024).toFixed(1)} KB`

exports.date = (timestamp) => {
  const date = new Date(timestamp)
  const day = `${date.getMonth() + 1}月${date.getDate()}日`
  return `${day} ${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`
}
