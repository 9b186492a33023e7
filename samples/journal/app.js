const { live } = require("./services/live");

App({
  globalData: { online: true },

  onLaunch() {
    wx.getNetworkType({
      success: ({ networkType }) => {
        this.globalData.online = networkType !== "none";
      },
    });
  },

  onHide() {
    live.close();
  },
});
