export function toast(title, icon = 'none') {
  wx.showToast({ title, icon })
}

export function confirm(content, confirmed, options = {}) {
  wx.showModal({
    ...options,
    content,
    success(answer) {
      if (answer.confirm) confirmed()
    },
  })
}
