// The same modules, already rewritten, over stubs: node reads and compiles them, and runs the program up to its first
// page's onReady.
const fs = require('fs'), path = require('path'), root = process.argv[2];
const files = JSON.parse(fs.readFileSync(path.join(root, 'index.json'), 'utf8'));
const cache = {}, pages = {};
let app, route;
function load(name) {
  if (cache[name]) return cache[name].exports;
  const module = cache[name] = { exports: {} }, { kind, targets } = files[name];
  const require = (specifier) => load(targets[specifier]);
  const body = (0, eval)(fs.readFileSync(path.join(root, name), 'utf8'));
  const scope = Object.create(null);
  const inner = body(require, module, module.exports, scope);
  if (kind === 'esm') inner((getters, imports) => {
    Object.defineProperty(module.exports, '__esModule', { value: true });
    const get = (on, key, f) => Object.defineProperty(on, key, { get: f, enumerable: true, configurable: true });
    const bind = (m, key) => () => key === '*' ? m : key === 'default' && !m.__esModule ? m : m[key];
    for (const key in getters) get(module.exports, key, getters[key]);
    for (const [specifier, , locals, passed] of imports) {
      const found = require(specifier);
      for (const key in locals) get(scope, key, bind(found, locals[key]));
      for (const key in passed) {
        if (key === '*') for (const k of Object.keys(found)) k in module.exports || get(module.exports, k, bind(found, k));
        else get(module.exports, key, bind(found, passed[key]));
      }
    }
  });
  return module.exports;
}
const nothing = new Proxy(() => nothing, { get: (t, k) => k === Symbol.toPrimitive ? () => '' : nothing });
globalThis.wx = new Proxy({}, { get: (t, k) => k === 'getStorageSync' ? () => '' : nothing });
globalThis.App = (o) => { app = o; if (o.onLaunch) o.onLaunch({ path: '', scene: 1001, query: {} }); };
globalThis.Page = (o) => { pages[route] = o; };
globalThis.Component = globalThis.Page; globalThis.Behavior = (o) => o;
globalThis.getApp = () => app; globalThis.getCurrentPages = () => [];
load('app.js');
for (const page of files.pages) { route = page; load(page + '.js'); }
const first = pages[files.pages[0]];
for (const b of first.behaviors || []) { Object.assign(first, b.methods); Object.assign(first.data, b.data); }
first.setData = function (d) { Object.assign(this.data, d); };
for (const hook of ['onLoad', 'onShow', 'onReady']) if (first[hook]) first[hook]({});
