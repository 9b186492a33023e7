// A hand-made wx: what one writes when there is no host. Callbacks run from a queue.
var queue = [];
function runAll() {
  while (queue.length) queue.shift()();
}
var wx = {
  getSetting(options) {
    queue.push(() => options.success({ authSetting: {}, errMsg: 'getSetting:ok' }));
  },
  authorize(options) {
    queue.push(() => options.success({ errMsg: 'authorize:ok' }));
  },
  startRecord() {},
};
