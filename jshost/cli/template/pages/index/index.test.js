describe('index page', () => {
  it('says so when the user refuses', async () => {
    jshost.answer('scope.userLocation', 'deny')
    await jshost.launch()
    await jshost.tap('onLocate')
    expect(jshost.page().data.place).toBe('')
    expect(jshost.toast()).toBe('无法获取位置')
  })
})
