const store = require("../../services/store");

Page({
  data: { entry: null, drawn: false, fade: null },

  onLoad({ id }) {
    this.setData({ entry: store.load().find((entry) => entry.id === Number(id)) });
  },

  onReady() {
    const { entry } = this.data;
    const context = wx.createCanvasContext("poster", this);
    context.setFillStyle("#f7f3ea");
    context.fillRect(0, 0, 300, 400);
    if (entry.photo) {
      context.drawImage(entry.photo, 15, 15, 270, 270);
    }
    context.setFillStyle("#333333");
    context.setFontSize(18);
    context.setTextAlign("center");
    context.fillText(entry.text, 150, 330);
    context.draw(false, () => this.onDrawn());
  },

  onDrawn() {
    const animation = wx.createAnimation({ duration: 600, timingFunction: "ease-out" });
    animation.opacity(1).translateY(0).step();
    this.setData({ drawn: true, fade: animation.export() });
  },
});
