const api = require("../../services/api");
const store = require("../../services/store");

Page({
  data: { text: "", photo: "", size: "", voice: "", listening: false, progress: 0 },

  onInput({ detail }) {
    this.setData({ text: detail.value });
  },

  onPhoto() {
    wx.chooseImage({
      count: 1,
      sourceType: ["album"],
      success: ({ tempFilePaths: [photo] }) => {
        wx.getImageInfo({
          src: photo,
          success: ({ width, height }) => this.setData({ photo, size: `${width}×${height}` }),
          fail: () => wx.showToast({ title: "这不是图片", icon: "none" }),
        });
      },
      fail: ({ errMsg }) => console.log(errMsg),
    });
  },

  onRecord() {
    const recorder = wx.getRecorderManager();
    recorder.onStop(({ tempFilePath }) => this.setData({ voice: tempFilePath }));
    recorder.onError(() => wx.showModal({ title: "录音", content: "需要麦克风权限", showCancel: false }));
    recorder.start({ duration: 3000, sampleRate: 16000, numberOfChannels: 1, encodeBitRate: 48000, format: "wav" });
  },

  onListen() {
    const audio = wx.createInnerAudioContext();
    audio.onPlay(() => this.setData({ listening: true }));
    audio.onEnded(() => {
      this.setData({ listening: false });
      audio.destroy();
    });
    audio.onError(({ errMsg }) => console.error(errMsg));
    audio.src = this.data.voice;
    audio.play();
  },

  async onSave() {
    wx.showLoading({ title: "上传中", mask: true });
    try {
      const { text, photo } = this.data;
      const url = photo && (await api.upload(photo, text, (progress) => this.setData({ progress })));
      store.add({ text, url, photo: photo && (await store.keep(photo)) });
      wx.hideLoading();
      wx.navigateBack();
    } catch (error) {
      wx.hideLoading();
      wx.showModal({ title: "没有存下来", content: error.message, showCancel: false });
    }
  },
});
