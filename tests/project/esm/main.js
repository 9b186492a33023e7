import def, { n, inc, a, c, d, rest, K, gen, later } from './m.js'
import * as m from './m.js'
import D from './d.js'
import two from './e.js'
import { default as f } from './f.js'
import { ns, aa, dd, "odd name" as odd } from './r.js'
const out = []
out.push(n, inc(), n, m.n, a, c, d, rest, K.z, def(), later)
let t = 1
inc()
;[1].forEach(() => inc())
out.push(n, odd, ns.n, aa, dd(), new D().hi(), two, f.w)
const inner = (inc) => inc()
out.push(inner(function () { return this === undefined }))
out.push(def.name, D.name, inc.name, K.name, typeof gen, Object.keys(m).filter((k) => k !== '__esModule').sort().join())
try { n = 5 } catch (e) { out.push(e.name) }
out.push(`${inc()}`, inc?.(), (() => { switch (1) { case 1: inc(); return n } })(), this === undefined)
label: { if (n) inc()
else inc() }
const x = n
inc(), inc()
out.push(n - x)
out.push(typeof undefinedThing, (function () { return typeof this })())
