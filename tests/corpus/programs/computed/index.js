import { ComponentWithComputed } from "miniprogram-computed";
import { autorun, observable } from "mobx-miniprogram";
import { counted } from "./shared";

const store = observable({ a: 1 });

ComponentWithComputed({
  behaviors: [counted],
  data: { a: 1, b: 1, list: [{ n: 1 }], seen: [] },
  computed: {
    sum: (data) => data.a + data.b + data.c,
    more: (data) => data.sum + data.twice + data.step,
    first: (data) => data.list[0].n,
  },
  watch: {
    "a, b"(a, b, oldA, oldB) {
      this.setData({ seen: [...this.data.seen, [a, b, oldA, oldB]] });
    },
    "list[0].n"(n) {
      this.setData({ seen: [...this.data.seen, n] });
    },
    "list.**"(list) {
      this.setData({ seen: [...this.data.seen, list.length] });
    },
  },
  lifetimes: {
    attached() {
      this.stop = autorun(() => this.setData({ a: store.a }));
    },
    detached() {
      this.stop();
    },
  },
  methods: {
    onTap() {
      store.a += 10;
    },
    onChange() {
      this.setData({ "list[0].n": 5, b: 2 });
    },
    onQuietly() {
      this.disableWatches();
      this.setData({ b: 0 });
    },
  },
});
