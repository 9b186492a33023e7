// expect: objects that look like tags come back as they were
// group: forge
// judge: ok
// says: SAFE
for (const value of [
  { $: "Date", v: 1 },
  { $: "Undefined" },
  { $: { $: "Date" } },
  { a: { $: "Number", v: "NaN" } },
  [{ $: "Buffer", v: "" }],
  JSON.parse('{"\\u0024":"Date","v":"x"}'),
  Object.assign(Object.create({ toJSON: undefined }), { $: "Function", v: 1 }),
]) {
  wx.setStorageSync("k", value);
  if (JSON.stringify(wx.getStorageSync("k")) !== JSON.stringify(value)) console.log("FORGED " + JSON.stringify(value));
}
console.log("SAFE");
