// chunk animation
// wx.createAnimation: lists of what is to be animated, in the form of the base library (R weweb). What an earlier
// step has set goes into those after it, too, in the order in which it was first set.
(function (host) {
  "use strict";
  const { install, keys, put } = host;

  // What is recorded for arguments that are left out.
  const TRANSFORMS = {
    __proto__: null,
    matrix: [1, 0, 0, 1, 1, 1],
    matrix3d: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1],
    rotate: [0],
    rotate3d: [0, 0, 0, 0],
    rotateX: [0],
    rotateY: [0],
    rotateZ: [0],
    scale3d: [1, 1, 1],
    scaleX: [1],
    scaleY: [1],
    scaleZ: [1],
    skew: [0, 0],
    skewX: [0],
    skewY: [0],
    translate: [0, 0],
    translate3d: [0, 0, 0],
    translateX: [0],
    translateY: [0],
    translateZ: [0],
  };
  // Whether a number is one of pixels.
  const STYLES = {
    __proto__: null, opacity: false, backgroundColor: false, width: true, height: true, left: true, right: true,
    top: true, bottom: true,
  };

  function or(value, otherwise) {
    return value === undefined ? otherwise : value;
  }

  class Animation {
    constructor({ duration, timingFunction, delay, transformOrigin }) {
      this.actions = [];
      this.currentTransform = {};
      this.currentStepAnimates = [];
      this.option = {
        transition: { duration: or(duration, 400), timingFunction: or(timingFunction, "linear"), delay: or(delay, 0) },
        transformOrigin: transformOrigin || "50% 50% 0",
      };
    }
    export() {
      const { actions } = this;
      this.actions = [];
      return { actions };
    }
    step(option = {}) {
      const { currentTransform, currentStepAnimates, actions } = this;
      const { transition, transformOrigin } = this.option;
      for (let i = 0; i < currentStepAnimates.length; i++) {
        const animate = currentStepAnimates[i];
        put(currentTransform, animate.type === "style" ? `style.${animate.args[0]}` : animate.type, animate);
      }
      put(actions, actions.length, {
        animates: valuesOf(currentTransform),
        option: {
          transformOrigin: or(option.transformOrigin, transformOrigin),
          transition: {
            duration: or(option.duration, transition.duration),
            timingFunction: or(option.timingFunction, transition.timingFunction),
            delay: or(option.delay, transition.delay),
          },
        },
      });
      this.currentStepAnimates = [];
      return this;
    }
    scale(sx = 1, sy = sx) {
      return record(this, "scale", [sx, sy]);
    }
  }

  function valuesOf(object) {
    const names = keys(object);
    const values = [];
    for (let i = 0; i < names.length; i++) {
      put(values, i, object[names[i]]);
    }
    return values;
  }

  function record(animation, type, args) {
    const list = animation.currentStepAnimates;
    put(list, list.length, { type, args });
    return animation;
  }

  function transform(type, defaults) {
    return function () {
      const args = [];
      for (let i = 0; i < defaults.length; i++) {
        put(args, i, i < arguments.length ? or(arguments[i], defaults[i]) : defaults[i]);
      }
      return record(this, type, args);
    };
  }

  function style(name, isLength) {
    return function (value) {
      return record(this, "style", [name, isLength && typeof value === "number" ? `${value}px` : value]);
    };
  }

  function provide(table, make) {
    const names = keys(table);
    for (let i = 0; i < names.length; i++) {
      install(Animation.prototype, names[i], make(names[i], table[names[i]]));
    }
  }

  provide(TRANSFORMS, transform);
  provide(STYLES, style);

  return {
    __proto__: null,
    createAnimation: (option = {}) => new Animation(option),
  };
})
