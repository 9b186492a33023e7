import { BehaviorWithComputed } from "miniprogram-computed";

export const counted = BehaviorWithComputed({
  properties: { step: { type: Number, value: 1 } },
  data: { c: 2 },
  computed: {
    twice: (data) => data.c * 2,
  },
});
