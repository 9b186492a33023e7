// expect: ends at a limit: the map grows while it is walked
// group: loop
// judge: limit cpu memory
const map = new Map([[0, 0]]);
map.forEach((value, key) => {
  map.delete(key);
  map.set(key + 1, value);
});
