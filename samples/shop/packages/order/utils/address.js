export default ({ userName, telNumber, provinceName, cityName, countyName, detailInfo }) => ({
  person: `${userName} ${telNumber}`,
  place: provinceName + cityName + countyName + detailInfo,
})
