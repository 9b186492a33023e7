export const LOCAL_KM = 10
export const FEES = { local: 500, express: 1200 }

// GCJ-02, as wx.getLocation gives it with type gcj02.
export default { name: '海珠店', latitude: 23.0992, longitude: 113.3186 }
