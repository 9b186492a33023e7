// expect: one question for each scope at most, one at a time
// group: prompt
// judge: ok
// never: GRANTED
// tty: yes
const scopes = ["record", "camera", "userLocation", "writePhotosAlbum"];
for (let i = 0; i < 100; i++) {
  for (const scope of scopes) {
    wx.authorize({ scope: "scope." + scope, success: () => console.log("GRANTED"), fail() {} });
  }
}
