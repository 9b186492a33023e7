const RADIUS_KM = 6371
const radians = (degrees) => (degrees * Math.PI) / 180

export default function distance(from, to) {
  const north = radians(to.latitude - from.latitude)
  const east = radians(to.longitude - from.longitude)
  const h =
    Math.sin(north / 2) ** 2 +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * Math.sin(east / 2) ** 2
  return 2 * RADIUS_KM * Math.asin(Math.sqrt(h))
}
