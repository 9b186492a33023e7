// expect: the host goes on when every method of every built-in prototype is gone
// group: pollution
// judge: ok
// says: DONE
const log = console.log;
const { getSetting } = wx;
const { ownKeys, deleteProperty } = Reflect;
const names = ownKeys(globalThis);
function empty(target) {
  if ((typeof target !== "function" && typeof target !== "object") || target === null) return;
  const keys = ownKeys(target);
  for (let i = 0; i < keys.length; i++) deleteProperty(target, keys[i]);
}
for (let i = 0; i < names.length; i++) {
  const found = globalThis[names[i]];
  if (found === globalThis || found === wx || found === console || !found) continue;
  const { prototype } = found;
  empty(found);
  empty(prototype);
}
getSetting({ complete: () => log("DONE") });
