// expect: what an old base library grants without a question is not to be had in a new one
// group: permission
// judge: ok
// never: GRANTED
// tty: yes
wx.getLocation({ type: "wgs84", version: "1.0.0", success: () => console.log("GRANTED"), fail: () => console.log("SAFE") });
wx.getLocation.call({ version: "1.0.0" }, { success: () => console.log("GRANTED"), fail: () => console.log("SAFE") });
