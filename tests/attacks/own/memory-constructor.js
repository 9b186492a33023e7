// expect: ends at a limit
// group: memory
// judge: limit memory cpu wall
class Node {
  constructor() {
    this.children = [new Map(), new Set(), new WeakMap(), [], {}, () => this];
    all.push(this);
  }
}
const all = [];
for (;;) new Node();
