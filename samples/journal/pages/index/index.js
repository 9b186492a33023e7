const api = require("../../services/api");
const { live } = require("../../services/live");
const store = require("../../services/store");

Page({
  data: { city: "杭州", weather: null, entries: [], comments: [], problem: "" },

  onLoad() {
    this.refresh();
    live.open("杭州", (comment) => this.setData({ comments: [...this.data.comments, comment.text] }));
  },

  onShow() {
    this.setData({ entries: store.load() });
  },

  async onPullDownRefresh() {
    await this.refresh();
    wx.stopPullDownRefresh();
  },

  async refresh() {
    try {
      this.setData({ weather: await api.weather(this.data.city), problem: "" });
    } catch (error) {
      this.setData({ problem: error.message });
      wx.showToast({ title: "天气暂时看不到", icon: "none" });
    }
  },

  onWrite() {
    wx.navigateTo({ url: "/pages/entry/entry" });
  },

  onPoster({ currentTarget }) {
    wx.navigateTo({ url: `/pages/poster/poster?id=${currentTarget.dataset.id}` });
  },
});
