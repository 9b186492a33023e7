// chunk canvas
// The drawing contexts of 2018: each call is recorded, and draw() hands what is recorded over to wx.drawCanvas. The form
// of the actions is the base library's (R weweb, and uni-app for what came with 1.9.90): paths are part of the
// action that fills, strokes or clips them, colours are [red, green, blue, alpha], each up to 255.
(function (host) {
  "use strict";
  const {
    apply, call, defineProperty, exec, floor, install, keys, parseFloat, parseInt, put, slice, toLowerCase, viewless,
    withhold, write,
  } = host;

  // -- colours --

  // The names that are documented, and transparent (R).
  const NAMED = {
    __proto__: null,
    aliceblue: 0xf0f8ff, antiquewhite: 0xfaebd7, aqua: 0x00ffff, aquamarine: 0x7fffd4, azure: 0xf0ffff,
    beige: 0xf5f5dc, bisque: 0xffe4c4, black: 0x000000, blanchedalmond: 0xffebcd, blue: 0x0000ff,
    blueviolet: 0x8a2be2, brown: 0xa52a2a, burlywood: 0xdeb887, cadetblue: 0x5f9ea0, chartreuse: 0x7fff00,
    chocolate: 0xd2691e, coral: 0xff7f50, cornflowerblue: 0x6495ed, cornsilk: 0xfff8dc, crimson: 0xdc143c,
    cyan: 0x00ffff, darkblue: 0x00008b, darkcyan: 0x008b8b, darkgoldenrod: 0xb8860b, darkgray: 0xa9a9a9,
    darkgrey: 0xa9a9a9, darkgreen: 0x006400, darkkhaki: 0xbdb76b, darkmagenta: 0x8b008b, darkolivegreen: 0x556b2f,
    darkorange: 0xff8c00, darkorchid: 0x9932cc, darkred: 0x8b0000, darksalmon: 0xe9967a, darkseagreen: 0x8fbc8f,
    darkslateblue: 0x483d8b, darkslategray: 0x2f4f4f, darkslategrey: 0x2f4f4f, darkturquoise: 0x00ced1,
    darkviolet: 0x9400d3, deeppink: 0xff1493, deepskyblue: 0x00bfff, dimgray: 0x696969, dimgrey: 0x696969,
    dodgerblue: 0x1e90ff, firebrick: 0xb22222, floralwhite: 0xfffaf0, forestgreen: 0x228b22, fuchsia: 0xff00ff,
    gainsboro: 0xdcdcdc, ghostwhite: 0xf8f8ff, gold: 0xffd700, goldenrod: 0xdaa520, gray: 0x808080, grey: 0x808080,
    green: 0x008000, greenyellow: 0xadff2f, honeydew: 0xf0fff0, hotpink: 0xff69b4, indianred: 0xcd5c5c,
    indigo: 0x4b0082, ivory: 0xfffff0, khaki: 0xf0e68c, lavender: 0xe6e6fa, lavenderblush: 0xfff0f5,
    lawngreen: 0x7cfc00, lemonchiffon: 0xfffacd, lightblue: 0xadd8e6, lightcoral: 0xf08080, lightcyan: 0xe0ffff,
    lightgoldenrodyellow: 0xfafad2, lightgray: 0xd3d3d3, lightgrey: 0xd3d3d3, lightgreen: 0x90ee90,
    lightpink: 0xffb6c1, lightsalmon: 0xffa07a, lightseagreen: 0x20b2aa, lightskyblue: 0x87cefa,
    lightslategray: 0x778899, lightslategrey: 0x778899, lightsteelblue: 0xb0c4de, lightyellow: 0xffffe0,
    lime: 0x00ff00, limegreen: 0x32cd32, linen: 0xfaf0e6, magenta: 0xff00ff, maroon: 0x800000,
    mediumaquamarine: 0x66cdaa, mediumblue: 0x0000cd, mediumorchid: 0xba55d3, mediumpurple: 0x9370db,
    mediumseagreen: 0x3cb371, mediumslateblue: 0x7b68ee, mediumspringgreen: 0x00fa9a, mediumturquoise: 0x48d1cc,
    mediumvioletred: 0xc71585, midnightblue: 0x191970, mintcream: 0xf5fffa, mistyrose: 0xffe4e1, moccasin: 0xffe4b5,
    navajowhite: 0xffdead, navy: 0x000080, oldlace: 0xfdf5e6, olive: 0x808000, olivedrab: 0x6b8e23,
    orange: 0xffa500, orangered: 0xff4500, orchid: 0xda70d6, palegoldenrod: 0xeee8aa, palegreen: 0x98fb98,
    paleturquoise: 0xafeeee, palevioletred: 0xdb7093, papayawhip: 0xffefd5, peachpuff: 0xffdab9, peru: 0xcd853f,
    pink: 0xffc0cb, plum: 0xdda0dd, powderblue: 0xb0e0e6, purple: 0x800080, rebeccapurple: 0x663399, red: 0xff0000,
    rosybrown: 0xbc8f8f, royalblue: 0x4169e1, saddlebrown: 0x8b4513, salmon: 0xfa8072, sandybrown: 0xf4a460,
    seagreen: 0x2e8b57, seashell: 0xfff5ee, sienna: 0xa0522d, silver: 0xc0c0c0, skyblue: 0x87ceeb,
    slateblue: 0x6a5acd, slategray: 0x708090, slategrey: 0x708090, snow: 0xfffafa, springgreen: 0x00ff7f,
    steelblue: 0x4682b4, tan: 0xd2b48c, teal: 0x008080, thistle: 0xd8bfd8, tomato: 0xff6347, turquoise: 0x40e0d0,
    violet: 0xee82ee, wheat: 0xf5deb3, white: 0xffffff, whitesmoke: 0xf5f5f5, yellow: 0xffff00,
    yellowgreen: 0x9acd32,
  };
  const HEX = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i;
  const PARTS = /^rgba?\(([^,]+),([^,]+),([^,]+)(?:,([^,]+))?\)$/;

  // A colour that is none is black (R), and the console says so.
  function colorOf(value) {
    const text = value === undefined ? "#000000" : `${value}`;
    const named = NAMED[apply(toLowerCase, text, [])];
    if (named !== undefined) {
      return channels(named);
    }
    if (apply(exec, HEX, [text]) !== null) {
      return channels(parseInt(text.length === 7 ? apply(slice, text, [1]) : doubled(text), 16));
    }
    const found = apply(exec, PARTS, [text]);
    if (found !== null) {
      return [channel(found[1]), channel(found[2]), channel(found[3]), alphaOf(found[4] === undefined ? 1 : found[4])];
    }
    if (text === "transparent") {
      return [0, 0, 0, 0];
    }
    write("error", `unsupported color:${text}`);
    return [0, 0, 0, 255];
  }

  function channels(color) {
    return [color >> 16, (color >> 8) & 255, color & 255, 255];
  }

  function doubled(text) {
    return text[1] + text[1] + text[2] + text[2] + text[3] + text[3];
  }

  function channel(text) {
    const value = parseInt(text);
    return value > 255 ? 255 : value;
  }

  function alphaOf(value) {
    return floor(255 * parseFloat(value));
  }

  // -- fonts --

  const FONT = /^((?:[\w-]+\s)*)(\d+r?px)(?:\/(?:\d+\.?\d*(?:r?px)?))?\s+(.*)/;
  const WORD = /[\w-]+/g;
  const SIZE = /\d+\.?\d*px/;
  const FACES = { __proto__: null, italic: 1, oblique: 1, normal: 1, bold: 1 };

  // `style weight size family`: what stands in the place of the first two and is neither is normal. Undefined for what
  // is no font.
  function fontOf(text) {
    const found = apply(exec, FONT, [text]);
    if (found === null) {
      return undefined;
    }
    let faces = "";
    let count = 0;
    WORD.lastIndex = 0;
    for (let word = apply(exec, WORD, [found[1]]); word !== null; word = apply(exec, WORD, [found[1]])) {
      faces += FACES[word[0]] === 1 ? `${word[0]} ` : count < 2 ? "normal " : "";
      count++;
    }
    faces += count === 0 ? "normal normal " : count === 1 ? "normal " : "";
    return `${faces}${parseFloat(found[2])}px ${found[3]}`;
  }

  function withSize(font, size) {
    const found = apply(exec, SIZE, [font]);
    return found === null
      ? font
      : `${apply(slice, font, [0, found.index])}${size}px${apply(slice, font, [found.index + found[0].length])}`;
  }

  // -- what is recorded --

  function add(list, method, data) {
    put(list, list.length, { method, data });
  }

  function record(context, method, data) {
    add(context.actions, method, data);
  }

  function copyOf(list, length) {
    const found = [];
    for (let i = 0; i < length; i++) {
      put(found, i, list[i]);
    }
    return found;
  }

  class CanvasGradient {
    constructor(type, data) {
      this.type = type;
      this.data = data;
      this.colorStop = [];
    }
    addColorStop(stop, color) {
      put(this.colorStop, this.colorStop.length, [stop, colorOf(color)]);
    }
  }

  const REPETITIONS = { __proto__: null, repeat: 1, "repeat-x": 1, "repeat-y": 1, "no-repeat": 1 };
  const NO_PATTERN = "Failed to execute 'createPattern' on 'CanvasContext': ";

  class CanvasContext {
    constructor(canvasId, page) {
      this.canvasId = canvasId;
      this.page = page;
      this.actions = [];
      this.path = [];
      this.state = { font: "10px sans-serif" };
      this.saved = [];
    }

    // -- what is done with what is recorded --

    getActions() {
      const { actions } = this;
      this.clearActions();
      return actions;
    }
    clearActions() {
      this.actions = [];
      this.path = [];
    }
    draw(reserve, callback) {
      const { canvasId, page } = this;
      call("drawCanvas", { canvasId, actions: this.getActions(), reserve: !!reserve, page, complete: callback });
    }

    // -- what goes into styles, and texts --

    createLinearGradient(x0, y0, x1, y1) {
      return new CanvasGradient("linear", [x0, y0, x1, y1]);
    }
    createCircularGradient(x, y, r) {
      return new CanvasGradient("radial", [x, y, r]);
    }
    createPattern(image, repetition) {
      if (REPETITIONS[repetition] === 1) {
        return { type: "pattern", data: image, colorStop: repetition };
      }
      const kinds = "'repeat', 'no-repeat', 'repeat-x', or 'repeat-y'";
      write("error", repetition === undefined
        ? `${NO_PATTERN}2 arguments required, but only 1 present.`
        : `${NO_PATTERN}The provided type ('${repetition}') is not one of ${kinds}.`);
    }
    // Fonts have metrics where they are rendered.
    measureText() {
      viewless("CanvasContext.measureText");
    }

    // -- actions of a form of their own --

    save() {
      record(this, "save", []);
      const names = keys(this.state);
      const state = {};
      for (let i = 0; i < names.length; i++) {
        put(state, names[i], this.state[names[i]]);
      }
      put(this.saved, this.saved.length, state);
    }
    restore() {
      record(this, "restore", []);
      const { saved } = this;
      if (saved.length > 0) {
        this.state = saved[saved.length - 1];
        saved.length--;
      }
    }
    fill() {
      record(this, "fillPath", copyOf(this.path, this.path.length));
    }
    stroke() {
      record(this, "strokePath", copyOf(this.path, this.path.length));
    }
    clip() {
      record(this, "clip", copyOf(this.path, this.path.length));
    }
    fillRect(x, y, width, height) {
      record(this, "fillPath", [{ method: "rect", data: [x, y, width, height] }]);
    }
    strokeRect(x, y, width, height) {
      record(this, "strokePath", [{ method: "rect", data: [x, y, width, height] }]);
    }
    fillText(text, x, y, maxWidth) {
      record(this, "fillText", textAt(text, x, y, maxWidth));
    }
    strokeText(text, x, y, maxWidth) {
      record(this, "strokeText", textAt(text, x, y, maxWidth));
    }
    // The part of the picture, where one is given, goes behind the place on the canvas.
    drawImage(image, a, b, c, d, e, f, g, h) {
      record(this, "drawImage", areNumbers(a, b, c, d) && h !== undefined
        ? [image, e, f, g, h, a, b, c, d]
        : areNumbers(a, b, c, d) ? [image, a, b, c, d] : [image, a, b]);
    }
    setShadow(offsetX = 0, offsetY = 0, blur = 0, color = "black") {
      record(this, "setShadow", [offsetX, offsetY, blur, colorOf(color)]);
    }
    setLineDash(pattern, offset) {
      record(this, "setLineDash", [pattern || [0, 0], offset || 0]);
    }
    setFontSize(size) {
      this.state.font = withSize(this.state.font, size);
      record(this, "setFontSize", [size]);
    }
    get font() {
      return this.state.font;
    }
    set font(value) {
      const font = fontOf(`${value}`);
      this.state.font = value;
      if (font === undefined) {
        write("warn", "Failed to set 'font' on 'CanvasContext': invalid format.");
      } else {
        record(this, "setFont", [font]);
      }
    }

    // -- paths --

    beginPath() {
      this.path = [];
    }
    lineTo(x, y) {
      add(this.path, this.path.length === 0 ? "moveTo" : "lineTo", [x, y]);
    }
    arc(x, y, r, sAngle, eAngle, counterclockwise = false) {
      add(this.path, "arc", [x, y, r, sAngle, eAngle, counterclockwise]);
    }
    closePath() {
      add(this.path, "closePath", []);
    }
  }

  function areNumbers(a, b, c, d) {
    return typeof a === "number" && typeof b === "number" && typeof c === "number" && typeof d === "number";
  }

  function textAt(text, x, y, maxWidth) {
    return typeof maxWidth === "number" ? [`${text}`, x, y, maxWidth] : [`${text}`, x, y];
  }

  // -- the others: into the path go as many arguments as there should be, into actions all, of styles the first --

  const { prototype } = CanvasContext;
  const PATHS = { __proto__: null, moveTo: 2, quadraticCurveTo: 4, bezierCurveTo: 6, rect: 4, arcTo: 5 };
  const ACTIONS = {
    __proto__: null, scale: 1, rotate: 1, translate: 1, transform: 1, setTransform: 1, clearRect: 1,
  };
  const asIs = (value) => [value];
  const paint = (color) => (typeof color === "object" && color !== null
    ? [color.type, color.data, color.colorStop]
    : ["normal", colorOf(color)]);
  const STYLES = {
    __proto__: null,
    fillStyle: { method: "setFillStyle", dataOf: paint },
    strokeStyle: { method: "setStrokeStyle", dataOf: paint },
    globalAlpha: { method: "setGlobalAlpha", dataOf: (alpha) => [alphaOf(alpha)] },
    lineWidth: { method: "setLineWidth", dataOf: asIs },
    lineCap: { method: "setLineCap", dataOf: asIs },
    lineJoin: { method: "setLineJoin", dataOf: asIs },
    miterLimit: { method: "setMiterLimit", dataOf: asIs },
    textAlign: { method: "setTextAlign", dataOf: asIs },
    textBaseline: { method: "setTextBaseline", dataOf: asIs },
  };
  // Properties that came without a method, and what they are recorded as.
  const PROPERTIES = {
    __proto__: null,
    lineDashOffset: "setLineDashOffset",
    globalCompositeOperation: "setGlobalCompositeOperation",
    shadowBlur: "setShadowBlur",
    shadowColor: "setShadowColor",
    shadowOffsetX: "setShadowOffsetX",
    shadowOffsetY: "setShadowOffsetY",
  };

  function each(table, visit) {
    const names = keys(table);
    for (let i = 0; i < names.length; i++) {
      visit(names[i], table[names[i]]);
    }
  }

  each(PATHS, (method, count) => {
    install(prototype, method, function () {
      add(this.path, method, copyOf(arguments, count));
    });
  });
  each(ACTIONS, (method) => {
    install(prototype, method, function () {
      record(this, method, copyOf(arguments, arguments.length));
    });
  });
  // What a property reads as is what was set last (I).
  function property(name, method, dataOf) {
    function set(value) {
      put(this.state, name, value);
      record(this, method, dataOf(value));
    }
    function get() {
      return this.state[name];
    }
    defineProperty(prototype, name, { __proto__: null, get, set, configurable: true });
    return set;
  }

  each(STYLES, (name, { method, dataOf }) => {
    install(prototype, method, property(name, method, dataOf));
  });
  each(PROPERTIES, (name, method) => {
    property(name, method, asIs);
  });
  withhold("createCanvasContext", { __proto__: null, CanvasContext, CanvasGradient });

  return {
    __proto__: null,
    createCanvasContext: (canvasId, component) => new CanvasContext(canvasId, pageOf(component)),
    createContext: () => new CanvasContext(),
  };

  // A component knows the page that it is in (R).
  function pageOf(component) {
    return typeof component === "object" && component !== null ? component.__wxWebviewId__ : undefined;
  }
})
