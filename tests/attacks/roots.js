// Where a program's own values lead: what it is given, what its literals are made of, what calls give back.
({
  globalThis,
  "function*": function* () {},
  "async function": async function () {},
  "async function*": async function* () {},
  "array iterator": [][Symbol.iterator](),
  "map iterator": new Map().entries(),
  "set iterator": new Set().entries(),
  "string iterator": ""[Symbol.iterator](),
  "regexp iterator": "".matchAll(/x/g),
  "generator": (function* () {})(),
})
