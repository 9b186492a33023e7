// Comments as they are written. One connection for all pages.
const URL = "wss://journal.example.com/live";
let socket = null;

const live = {
  open(topic, onComment) {
    live.close();
    socket = wx.connectSocket({ url: URL, protocols: ["journal.v1"] });
    socket.onOpen(() => socket.send({ data: JSON.stringify({ topic }) }));
    socket.onMessage(({ data }) => onComment(JSON.parse(data)));
    socket.onError(({ errMsg }) => console.warn("live:", errMsg));
  },

  close() {
    if (socket !== null) {
      socket.close({});
      socket = null;
    }
  },
};

module.exports = { live };
