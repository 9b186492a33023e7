"""What becomes of a file, seen by what the engine makes of it: a small loader links the modules."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from typing import Any

import _quickjs
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jshost.project import transform as room
from jshost.project.transform import Transformed, needs_parsing, transform
from jshost.syntax import SyntaxFault

EXAMPLES = int(os.environ.get("JSHOST_FUZZ_EXAMPLES", "200"))
fuzz = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)

LOADER = """
(function (files) {
  const cache = {};
  const whole = m => m && m.__esModule ? m : Object.assign({}, m, { default: m });
  const define = (object, key, get) =>
    Object.defineProperty(object, key, { get, enumerable: true, configurable: true });
  function load(name) {
    if (cache[name]) return cache[name].exports;
    const [kind, text] = files[name];
    const module = cache[name] = { exports: {} };
    const require = load.bind(null);
    require.import = async (specifier, options) => [specifier, options, whole(load(specifier))];
    const made = (0, eval)(text);
    const scope = Object.create(null);
    const body = made.call(module.exports, require, module, module.exports, scope);
    if (kind === "commonjs") return module.exports;
    body((getters, requests) => {
      Object.defineProperty(module.exports, "__esModule", { value: true });
      for (const key of Object.keys(getters)) define(module.exports, key, getters[key]);
      for (const [specifier, , imports, exports] of requests) {
        const found = load(specifier);
        const read = key =>
          key === "*" ? whole(found) : key === "default" ? whole(found).default : found[key];
        for (const key of Object.keys(imports)) define(scope, key, () => read(imports[key]));
        for (const key of Object.keys(exports)) {
          if (exports[key] !== "") define(module.exports, key, () => read(exports[key]));
          else for (const each of Object.keys(found).filter(name => name !== "default"))
            define(module.exports, each, () => found[each]);
        }
      }
    });
    return module.exports;
  }
  return load;
})
"""

# What most tests import: functions that tell what `this` is, and each other.
LIBRARY = """
const told = function () {
  "use strict";
  if (this === undefined) return "nothing";
  return this === told ? "told" : this instanceof told ? "new" : "scope";
};
const log = [];
exports.told = told;
exports.log = log;
exports.note = function (...given) { log.push(given.length); return exports.note };
exports.note.note = exports.note;
exports.nothing = null;
exports.default = told;
Object.defineProperty(exports, "__esModule", { value: true });
told.told = told;
"""
IMPORTS = "import { told, note, log, nothing } from 'library'; "


def run(source: str, wanted: str = "it", **others: str) -> Any:
    """Load the file `main`, and return a JSON value of an expression over `it`, its exports."""
    files = {"main": source, "library": LIBRARY, **others}
    made = {name: transform(text) for name, text in files.items()}
    context = _quickjs.Context()
    context.set("texts", json.dumps({name: [it.kind, it.text] for name, it in made.items()}))
    context.eval(f"var load = {LOADER}(JSON.parse(texts)), it = load('main')")
    value = context.eval(f"JSON.stringify({wanted})")
    return None if value is None else json.loads(value)


def body(made: Transformed) -> str:
    """Return what became of the file's own lines."""
    return "\n".join(made.text.split("\n")[1:-1])


def complaint(source: str) -> tuple[str, int]:
    """Return what the engine says to a file, and the line of the file."""
    with pytest.raises(_quickjs.JSException) as caught:
        _quickjs.Context().eval(transform(source).text)
    message = str(caught.value)
    found = re.search(r"<input>:(\d+)", message)
    assert found
    return message.split("\n")[0], int(found[1]) - 1


def attempt(source: str) -> Transformed | SyntaxFault:
    try:
        return transform(source)
    except SyntaxFault as fault:
        return fault


# -- files without anything to rewrite -------------------------------------------------------------

UNTOUCHED = [
    "",
    "const a = require('./a')\nmodule.exports = { a }",
    "// import and export\nmodule.exports = 1",
    "exports.default = 'import a from b'",
    "a.import = 1; a.export(b)",
    "class A { static a = 1; static() { } 'static' = { } }",
    "const t = `${`import('x')`}`",
    "/#x in o/.test('static {')",
    "\ufeffvar a\r\nvar b\u2028var c\rvar d",
]


@pytest.mark.parametrize("source", UNTOUCHED)
def test_other_files_are_only_wrapped(source: str) -> None:
    text = f"(function (require, module, exports) {{\n{source}\n}})"
    assert transform(source) == Transformed("commonjs", text)


@pytest.mark.parametrize(
    "source",
    [
        "module.exports = important(exports)",
        "class A { static a() {} }",
        "a.static = 1",
        "#x + in",
        "color('#fff', 'in')",
        "exported = imports",
    ],
)
def test_what_needs_no_parsing(source: str) -> None:
    assert not needs_parsing(source)


@pytest.mark.parametrize(
    "source",
    [
        "import'a'", "import\ufeffa from 'a'", "export{}", "x=import('a')", "[...import('a')]",
        "export/**/default 1", "class A{static{}}", "class A{static\ufeff/**/\n{}}", "#x in o",
        "#\u00e9 in o", "#a\u0301 in o", "#\\u{61} in o", "#x/**/in o", "#x\u3000in o", "#x\nin[]",
    ],
)  # fmt: skip
def test_what_needs_parsing(source: str) -> None:
    assert needs_parsing(source)


def test_the_parser_is_loaded_when_there_is_something_to_parse() -> None:
    script = (
        "import sys; from jshost.project.transform import transform\n"
        "transform('module.exports = 1'); assert 'tree_sitter' not in sys.modules\n"
        "transform('export {}'); assert 'tree_sitter' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


# -- import and export -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("import told from 'library'", "function"),
        ("import { told } from 'library'", "function"),
        ("import { told as a, } from 'library'; const told = a", "function"),
        ("import { default as told } from 'library'", "function"),
        ("import { 'told' as told } from 'library'", "function"),
        ("import { 'to\\x6c\\u0064' as told } from 'libr\\u{61}ry'", "function"),
        ("import * as all from 'library'; const { told } = all", "function"),
        ("import told, * as all from 'library'", "function"),
        ("import told, { note } from 'library'; note()", "function"),
        ("import{told}from'library'", "function"),
        ("import { told } from 'library' with { type: 'a', 'b': \"c\" }; 1", "function"),
        ("import {\n  told, // }\n  /* from */ note\n} from 'library'", "function"),
        ("import told /* a */ from 'library' /* b */\n(1)", "function"),
        ("import { \\u0074old } from 'library'", "function"),
        ("import {} from 'library'; import 'library'; const told = 1", "number"),
        ("import 'library'\n(1)\nconst told = 1", "number"),
        ("var told = () => 1; import 'library'", "function"),
    ],
)
def test_imports(source: str, value: str) -> None:
    assert run(f"{source}\nexport const type = typeof told") == {"type": value}


@pytest.mark.parametrize(
    ("source", "exported"),
    [
        ("export const a = 1, b = 2", {"a": 1, "b": 2}),
        ("export let a; a = 1; export var b = 2", {"a": 1, "b": 2}),
        (("export const { a, b: [c = 3, ...d], e: { f } = { f: 4 }, g = 5, ...h } ="
          "{ a: 1, b: [undefined, 2], i: 6 }, [, j = 7] = []"),
         {"a": 1, "c": 3, "d": [2], "f": 4, "g": 5, "h": {"i": 6}, "j": 7}),
        ("const a = 1; export { a }; export { a as b, a as default, }",
         {"a": 1, "b": 1, "default": 1}),
        ("export { a as if, a as 'b c' }; var a = 1", {"if": 1, "b c": 1}),
        ("export default 1", {"default": 1}),
        ("export default(1)", {"default": 1}),
        ("export default { a: 1 }\nvar _default1 = 0", {"default": {"a": 1}}),
        ("export default [1]\n[0]", {"default": 1}),
        ("export\n/* a */ default // b\n1, 0", None),
        ("export\n/* a */ default // b\n1", {"default": 1}),
        ("var _default = 0, _default1 = 0; export default 1", {"default": 1}),
        ("import { five as a } from 'other'; export { a }", {"a": 5}),
        ("export { five } from 'other'", {"five": 5}),
        ("export { five as a, default as b, five as default } from 'other'",
         {"a": 5, "b": 6, "default": 5}),
        ("export { five as 'a b' }\nfrom 'other'", {"a b": 5}),
        ("export * from 'other'; export const x = 1", {"five": 5, "x": 1}),
        ("export * as all from 'other'", {"all": {"five": 5, "default": 6}}),
        ("export * as 'a b' from 'other'\n;[1]", {"a b": {"five": 5, "default": 6}}),
        ("export {}", {}),
        ("exports.a = 1; import 'other'", {"a": 1}),
        ("export const __proto__ = 1, a = 2", {"__proto__": 1, "a": 2}),
        ("import { five as __proto__ } from 'other'; export const a = __proto__", {"a": 5}),
        ("export { five as __proto__ } from 'other'", {"__proto__": 5}),
        ("import { __proto__ as p } from 'proto'; export const a = p", {"a": 7}),
    ],
)  # fmt: skip
def test_exports(source: str, exported: dict[str, Any] | None) -> None:
    other = "export const five = 5; export default 6"
    if exported is None:
        assert complaint(source)[1] == 3
    else:
        assert run(source, other=other, proto="export const __proto__ = 7") == exported


@pytest.mark.parametrize(
    "declaration",
    [
        "function () { return 1 }", "function named() { return named && 1 }", "function*() { }",
        "async function () { }", "async function* named() { }", "function(){return 1} told()",
        "function () { }\n(told)()", "function () { }\n`${told()}`",
    ],
)  # fmt: skip
def test_a_default_function_is_there_before_its_file_has_run(declaration: str) -> None:
    imports = f"import {{ early }} from 'early'; {IMPORTS}"
    source = f"{imports} export default {declaration}\nexport {{ early }}"
    early = "import main from 'main'; export const early = typeof main"
    assert run(source, early=early) == {"early": "function"}


@pytest.mark.parametrize(
    ("declaration", "value"),
    [
        ("class { a() { return 1 } }", "new it.default().a()"),
        ("class Named { a() { return Named === it.default && 1 } }", "new it.default().a()"),
        ("class extends Object { }", "new it.default() instanceof Object ? 1 : 0"),
        ("class { static { this.a = 1 } }", "it.default.a"),
        ("class { static a = 1 } told()", "it.default.a"),
        ("() => 1", "it.default()"),
        ("async () => 1", "it.default() instanceof Promise ? 1 : 0"),
        ("(function () { return 1 })", "it.default()"),
        ("(class { static a = 1 })", "it.default.a"),
        ("told() === 'nothing' ? 1 : 0", "it.default"),
        ("async\nvar async = 1", "it.default === undefined ? 1 : 0"),
    ],
)
def test_defaults(declaration: str, value: str) -> None:
    assert run(f"{IMPORTS}export default {declaration}", value) == 1


def test_bindings_are_live_and_cannot_be_assigned() -> None:
    source = """
    import { count, add } from 'counter'
    export { count } from 'counter'
    export const before = count
    add()
    export const after = count
    export let refused = ''
    try { count = 5 } catch (error) { refused = error instanceof TypeError }
    """
    counter = "export let count = 0; export function add() { count++ }"
    result = {"count": 1, "before": 0, "after": 1, "refused": True}
    assert run(source, counter=counter) == result


def test_modules_may_import_each_other() -> None:
    source = "import { b } from 'other'; export function a() { return 1 }; export const c = b"
    other = "import { a } from 'main'; export const b = a() + 1"
    assert run(source, other=other) == {"c": 2}


def test_names_that_shadow_imports_are_left_alone() -> None:
    source = """
    import { told, note } from 'library'
    export const a = (told => told())(() => 1)
    export const { b } = { b: (() => { const note = () => 2; return note() })() }
    export const c = { told() { return 3 } }.told()
    export const d = (() => { try { throw () => 4 } catch (told) { return told() } })()
    """
    assert run(source) == {"a": 1, "b": 2, "c": 3, "d": 4}


def test_what_is_asked_for() -> None:
    source = (
        "import a, * as b from 'x'\n\nimport 'y'; export { a as c, d } from 'x'\nexport * from 'z'"
    )
    context = _quickjs.Context()
    body = f"({transform(source).text})({{}}, {{}}, {{}}, {{ a: 1, b: 2 }})"
    context.eval(f"var seen; {body}((getters, requests) => {{ seen = JSON.stringify(requests) }})")
    assert json.loads(context.get("seen")) == [
        ["x", 1, {"a": "default", "b": "*"}, {}],
        ["y", 3, {}, {}],
        ["x", 3, {}, {"c": "a", "d": "d"}],
        ["z", 4, {}, {"*": ""}],
    ]


# -- calls of what is imported ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "call",
    [
        "told()", "told ()", "told\n()", "told(...[1])", "told``", "told`${told()}`", "(told)()",
        "((/* a */ told))()", "(told)``", "told?.()", "told?. (1)", "(told)?.()", "[told()][0]",
        "`${told()}`", "`${told?.()}`", "(() => told())()", "(() => { return told() })()",
        "[...(function* () { yield told() })()][0]", "told() + ''", "(0, told())",
        "true ? told() : 0", "[told].map(x => told())[0]", "typeof told() && told()",
        "new (class { a = told() })().a", "(class { static a = told() }).a",
        "({ [told()]: 1 }) && told()", "({ a: told() }).a", "((a = told()) => a)()",
        "(({ a = told() }) => a)({})", "new (told(), Object)() && told()", "told(told())",
        "told?.(told?.())", "nothing?.() ?? told()", "nothing?.().a.b ?? told()",
        "told\n/* a */ // b\n()", "told\n`a`", "((local) => [local?.()][0])(told)",
    ],
)  # fmt: skip
def test_an_imported_function_is_called_without_this(call: str) -> None:
    assert run(f"{IMPORTS}export const value = {call}") == {"value": "nothing"}


@pytest.mark.parametrize(
    ("call", "this"),
    [("told.told()", "told"), ("told?.told()", "told"), ("new told().x || 'new'", "new"),
     ("typeof new told", "object"), ("typeof new told(1)", "object")],
)  # fmt: skip
def test_other_calls_have_the_this_they_had(call: str, this: str) -> None:
    assert run(f"{IMPORTS}export const value = {call}") == {"value": this}


@pytest.mark.parametrize(
    "expression",
    ["name?.()", "[name?.()]", "1 + name?.()", "f(1, name?.())", "`${name?.()}`", "typeof name?.()",
     "name?.()?.a", "nothing?.a?.()", "(name)?.()", "x = name?.()", "{ a: name?.() }.a"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["nothing", "local", "globalThis.parseInt", "missing"])
def test_the_engine_compiles_optional_calls(expression: str, name: str) -> None:
    """Where a `with` statement is around, it does not do so with any `name?.()`."""
    text = expression.replace("name", name).replace("{ a:", "({ a:").replace(" }.a", " }).a")
    source = f"{IMPORTS}let local = null, x, f = (...a) => a; export let ran\n"
    assert run(f"{source}try {{ {text} }} catch {{ }} ran = 1") == {"ran": 1}


# Lines that go on in the next one if that begins with a bracket.
OPEN = [
    "note()", "note(1)", "note``", "(note)()", "note()()", "note().note()", "note?.()", "x",
    "x = note", "let a = note", "note.note", "[note][0]", "x = function () { }", "x = class { }",
    "if (x) note(); else note()", "if (x)\nnote()\nelse\nnote()", "if (!x) { } else note()",
    "for (note(); x < 0; note()) note()", "for (const i of [1])\nnote()", "x = y => { }", "x++",
    "for (const i in { a: 1 }) note()", "while (x++ < 0)\nnote()", "label: note()", "!note()",
    "note(), note()", "note() ? note() : 0", "`${note()}`", "export let b = note",
    "export default note", "(y => note())()", "(() => { note()\nreturn\nnote() })()",
    "[...(function* () { yield\nnote() })()]", "(async () => { await note()\nnote() })()",
]  # fmt: skip
CLOSED = [
    "{ note()\nnote() }", "try { note()\nnote() } finally { note() }", "do note()\nwhile (0)",
    "switch (1) { case 1: note()\nnote()\ndefault: note() }", "function f() { note()\nnote() }",
    "class A { static { note()\nnote() } }", "class A { b = note()\nc = note() }",
    "import 'library'", "import 'library' // a", "import { log as l } from 'library'",
    "export { x as y }", "export { note as z } from 'library'", "export * from 'library'",
    "export function g() { }", "export class C { }", "a: try { throw note() } catch { note() }",
]  # fmt: skip
FOLLOWING = ["note(1)", "note?.()", "note`a`", "(note)(1, 2)", "[note()]", "`${note()}`"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        *((first, second) for first in OPEN for second in FOLLOWING[:3]),
        *((first, second) for first in CLOSED for second in FOLLOWING),
    ],
)
def test_lines_without_semicolons_stay_apart(first: str, second: str) -> None:
    """What they do, and in which order, is the same as with semicolons."""
    begin, end = f"{IMPORTS}let x = 0; {first}\n", "\nexport { log }"
    assert run(begin + second + end, "it.log") == run(f"{begin};{second};{end}", "it.log")


# -- what the engine cannot parse ------------------------------------------------------------------


def test_import_calls() -> None:
    source = (
        "export const a = import('library', { with: 1 })\n"
        ".then(x => [x[0], x[1], typeof x[2].told])"
    )
    context = _quickjs.Context()
    texts = {name: [(it := transform(text)).kind, it.text] for name, text in
             {"main": source, "library": LIBRARY}.items()}  # fmt: skip
    context.set("texts", json.dumps(texts))
    context.eval(
        f"var seen; {LOADER}(JSON.parse(texts))('main').a.then(x => seen = JSON.stringify(x))"
    )
    while context.execute_pending_job():
        pass
    assert json.loads(context.get("seen")) == ["library", {"with": 1}, "function"]


def test_import_calls_leave_a_file_what_it_is() -> None:
    assert (
        transform("import\n('a')").text
        == "(function (require, module, exports) {\nrequire.import\n('a')\n})"
    )


@pytest.mark.parametrize(
    ("members", "value"),
    [
        ("static { log.push(1) } static a = log.push(2); static { log.push(3) }", [1, 2, 3]),
        ("static a = 1\nstatic { log.push(this.a, A.a) }", [1, 1]),
        ("static\n// a\n{ log.push(super.inherited()) }", ["inherited"]),
        ("static { var log2 = log; for (var i of [1]) log2.push(i) } static { log.push(typeof i) }",
         [1, "undefined"]),
        ("static #x = 1; static { log.push(A.#x, this.#x) }", [1, 1]),
        ("#_block = 1; static { log.push(new A().#_block) }", [1]),
        ("static { (class { static { log.push(1) } }); log.push(2) }", [1, 2]),
        ("static { log.push(new.target === undefined) }", [True]),
        ("a = 1\nstatic { try { throw 1 } catch (e) { log.push(e) } }\nb = 2", [1]),
        ("static { function f() { return this } log.push(typeof f) }", ["function"]),
        ("static {}", []),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["commonjs", "esm"])
def test_static_blocks(kind: str, members: str, value: list[Any]) -> None:
    declared = (
        "const log = []; class A extends (class { static inherited() { return 'inherited' } })"
    )
    source = f"{declared} {{ {members} }}\n"
    end = "module.exports = { log }" if kind == "commonjs" else "export { log }"
    assert run(source + end, "it.log") == value


TESTED = """
  #field = 1; #method() {} static #shared = 1; static #call() {} static async *#generate() {}
  static field(o) { return #field in o }
  static method(o) { return #method in o }
  static shared(o) { return #shared in o }
  static call(o) { return #call in o }
  static generate(o) { return #generate in o }
"""


@pytest.mark.parametrize(
    ("name", "having"),
    [("field", "new A"), ("method", "new A"), ("shared", "A"), ("call", "A"), ("generate", "A")],
)
def test_private_names_of_objects(name: str, having: str) -> None:
    candidates = [
        "new A",
        "A",
        "{}",
        "[]",
        "() => 1",
        "Object.create(new A)",
        "new Proxy(new A, trap)",
    ]
    source = (
        f"class A {{ {TESTED} }}\nconst trap = {{ get() {{ throw 1 }}, has() {{ throw 2 }} }}\n"
        f"module.exports = [{', '.join(f'A.{name}({it})' for it in candidates)}]"
    )
    assert run(source) == [it == having for it in candidates]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("#x in o && 1", 1), ("!(#x in o)", False), ("#x in p || 2", 2), ("#x in o === true", True),
        ("#x in\no ? 3 : 4", 3), ("#x /* a */ in /* b */ p ? 3 : 4", 4),
        ("#x in p == #x in p", True), ("{ a: #x in o }.a", True),
        ("[#x in o, #x in p]", [True, False]), ("#x in (0, o)", True), ("`${#x in o}`", "true"),
        ("#x in { o }.o", True), ("#x in (() => o)()", True), ("#x in o, #x in p", False),
        ("(class { #x; static t() { return #x in o } }).t()", False),
        ("(class { #y; static t() { return #x in o } }).t()", True),
        ("(class { #y; static t() { return [#x in o, #x in p] } }).t()", [True, False]),
        ("((class { get #x() { return 1 } }), #x in o)", True),
        ("(() => #x in o)()", True), ("#x in o in { true: 1 }", True), ("#x in o < 2", True),
        ("(o => #x in o)(p)", False), ("#x in (#x in o ? p : o)", False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["commonjs", "esm"])
def test_private_names_in_expressions(kind: str, expression: str, value: Any) -> None:
    text = f"({expression})" if expression.startswith("{") else expression
    text = text.replace("({ a: #x in o }.a)", "({ a: #x in o }).a")
    source = f"class A {{ #x = 1; static t(o, p) {{ return {text} }} }}\n"
    end = "module.exports = " if kind == "commonjs" else "export default "
    assert (
        run(f"{source}{end}A.t(new A, {{}})", "it.default === undefined ? it : it.default") == value
    )


def test_private_names_of_other_values() -> None:
    source = """
    class A {
      #x
      static t(o) { try { return #x in o } catch (error) { return error instanceof TypeError } }
    }
    module.exports = [1, 'a', null, undefined, true, Symbol()].map(A.t)
    """
    assert run(source) == [True] * 6


def test_private_names_at_the_beginning_of_a_line() -> None:
    source = "class A { #x; static t(o) { let a = o\n#x in o\nreturn a === o } }\n"
    assert run(f"{source}module.exports = A.t({{}})") is True


# -- positions -------------------------------------------------------------------------------------

LONG = """import {
  told,
  note,
} from 'library'; export const
  a = 1
export {
  a as b,
}
export * from
  'library'
class A {
  #x
  static
  {
    note()
  }
  t(o) {
    return #x in
      o
  }
}
export default
  class {
}
note()
export function fail() {
  throw new Error('here')
}
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_construct_stays_on_its_line(end: str) -> None:
    source = LONG.replace("\n", end)
    made = transform(source)
    lines = made.text.split(end)
    assert len(lines) == len(source.split(end)) + (2 if end == "\n" else 0)
    wanted = "(() => { try { it.fail() } catch (error) { return error.stack } })()"
    line = LONG.split("\n").index("  throw new Error('here')") + 1
    assert f"<input>:{line + 1}" in run(source, wanted)


@pytest.mark.parametrize("end", ["\r", "\u2028", "\u2029"])
def test_other_line_ends_stay(end: str) -> None:
    source = LONG.replace("\n", end)
    assert body(transform(source)).count(end) == source.count(end)


@pytest.mark.parametrize(
    "source",
    [
        "import a from 'a'; fail()", "export const a = 1; fail()", "export { a }; fail()",
        "export default fail()", "export default function f() { fail() }", "export class A { }",
        "import é from 'é'; fail()", "export default (1); fail()", "export * from 'a'; fail()",
    ],
)  # fmt: skip
def test_columns_stay_where_nothing_is_added(source: str) -> None:
    assert body(transform(source)).find("fail") == source.find("fail")


# -- what is refused -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "said", "line", "column"),
    [
        ("é = 1; import.meta.url", "import.meta", 1, 8),
        ("export {}\r\n  f(import . meta)", "import.meta", 2, 5),
        ("import 'a'\nawait b", "await outside of a function", 2, 1),
        ("export {}\nfor await (const a of b) ;", "await outside of a function", 2, 5),
        ("export {}; (async () => { await 1 }); [await 2]", "await outside of a function", 1, 40),
        ("class A { get #x() { return 1 } t(o) { return #x in o } }", "#x in …", 1, 47),
        ("class A { static set #x(v) { } t(o) {\rreturn #x in o } }", "#x in …", 2, 8),
        ("class A { #x; t() { class B { get #x() { } t(o) { #x in o } } } }", "#x in …", 1, 51),
        ("export { a }; export { a }", "'a' is exported twice", 1, 24),
        ("export default 1; export { a as default }", "'default' is exported twice", 1, 33),
        ("export let a; export * as a from 'a'", "'a' is exported twice", 1, 27),
        ("import a from 'a'\nimport { a } from 'a'", "'a' is imported twice", 2, 10),
        ("import { a b } from 'a'", "import: '}' expected, not b", 1, 12),
        ("import a frm 'a'", "import: 'from' expected, not frm", 1, 10),
        ("import a from a", "import: the name of a module in quotes expected, not a", 1, 15),
        ("import a from 'a", "import: the name of a module in quotes expected, not '", 1, 15),
        ("import type { A } from 'a'", "import: 'from' expected, not {", 1, 13),
        ("import a, b from 'a'", "import: '{' expected, not b", 1, 11),
        ("import a from 'a' b()", "import: ';' or a new line expected, not b", 1, 19),
        ("import { a as", "import: a name expected, not the end of the file", 1, 14),
        ("import 'a' with { a: 'b'", "import: '}' expected, not the end of the file", 1, 25),
        ("import { default } from 'a'", "'default' cannot be the name", 1, 10),
        ("import { 'a' } from 'a'", "'a' cannot be the name", 1, 10),
        ("import eval from 'a'", "'eval' cannot be the name", 1, 8),
        ("export { if }", "'if' cannot be the name", 1, 10),
        ("export { 'a' as b }", "'a' cannot be the name", 1, 10),
        ("export const { let } = {}", "'let' cannot be the name", 1, 16),
        ("export { a as \\u0028 }", "export: a name expected", 1, 15),
        ("export a", "export: a declaration, names in braces or 'default' expected, not a", 1, 8),
        ("export { a as '*' } from 'a'", "'*' as the name", 1, 15),
        ("export *\nlet a", "export: 'from' expected, not let", 2, 1),
        ("export {}; a = '\ud800'", "half of a surrogate pair", 1, 17),
    ],
)  # fmt: skip
def test_faults(source: str, said: str, line: int, column: int) -> None:
    with pytest.raises(SyntaxFault) as caught:
        transform(source)
    fault = caught.value
    assert said in fault.message
    assert (str(fault), fault.line, fault.column) == (fault.message, line, column)


@pytest.mark.parametrize(
    ("source", "said", "line"),
    [
        ("import a from 'a'\nlet b = ;", "unexpected token in expression: ';'", 2),
        ("export const a = {\n  b: 1,\n  c 2,\n}", "", 3),
        ("import('a')\nlet b b", "expecting ';'", 2),
        ("export {}\nasync function f( { await 1 }", "", 2),
        ("export default {\n a: 1,, }", "", 2),
        ("export const = 1", "", 1),
        ("export default", "", 2),
        ("import a from 'a';\nwith (a) { }", "", 2),
        ("import a from 'a'\nvar b = 010", "", 2),
        ("function f() {\n  import a from 'a'\n}", "", 2),
        ("if (a)\n  export let b", "export", 2),
        ("class A { static {\n let a b } }", "expecting ';'", 2),
    ],
)
def test_the_engine_reports_other_errors(source: str, said: str, line: int) -> None:
    message, where = complaint(source)
    assert message.startswith("SyntaxError: ")
    assert said in message
    assert where == line


# -- hostile files ---------------------------------------------------------------------------------

DEEP = 100_000


@pytest.mark.parametrize(
    "source",
    [
        f"export {{}}; {'(' * DEEP}", f"export {{}}; {'(' * DEEP}1{')' * DEEP}",
        f"{'[' * DEEP}import", f"import 'a'; {')' * DEEP}",
        f"export {{}}; {'a(' * DEEP}{')' * DEEP}", f"import a from 'a'; {'a()' * 10_000}",
        f"export let {'[' * DEEP}a{']' * DEEP} = 1", f"export default {'(' * DEEP}",
        f"export default {'!' * DEEP}1", f"import 'a'; {'{' * DEEP}{'}' * DEEP}",
        "class A { #x; t(o) { #x in o; " * 5_000, f"export {{}}; {'`${' * DEEP}",
        f"import 'a'; a{'.b()' * DEEP}", "export default function () { }\n(1)\n" * 1_000,
        "import 'a'\n(1)\n" * 5_000, f"export {{}}; a = [{',' * DEEP}]",
    ],
)  # fmt: skip
def test_deep_and_long_files(source: str) -> None:
    began = time.thread_time()
    outcome = attempt(source)
    assert isinstance(outcome, Transformed) or re.search("twice|in a row", outcome.message)
    assert time.thread_time() - began < room._MAX_SECONDS + 1


def test_parsing_takes_only_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_MAX_SECONDS", 0.0)
    with pytest.raises(SyntaxFault, match="takes too long to parse"):
        transform("import a from 'a'\n" + "a()\n" * 1_000)


def test_a_large_file_is_not_parsed() -> None:
    assert transform("a" * room._MAX_BYTES).kind == "commonjs"
    with pytest.raises(SyntaxFault, match="larger than 2 MB"):
        transform(f"export {{}}{' ' * room._MAX_BYTES}")


# -- anything at all -------------------------------------------------------------------------------

TOKENS = [
    "import", "export", "default", "from", "as", "*", "{", "}", "(", ")", "[", "]", ",", ";", "\n",
    "'a'", '"', "'", "`", "${", "a", "b", "=", "=>", "function", "class", "static", "#x", "in", "1",
    "extends", "async", "await", "?.", ".", "...", "/", "//", "/*", "*/", "const", "let", "if", ":",
    "else", "for", "with", "return", "\\u0061", "\u2028", "\r\n", "\ufeff", "é", "😀", "<", "!",
    "get", "import.meta", "static {", "#x in a",
]  # fmt: skip
soup = st.lists(st.sampled_from(TOKENS), max_size=40).map(" ".join)
broken = st.builds(
    lambda source, at, gone, new: source[:at] + new + source[at + gone :],
    st.sampled_from([LONG, *UNTOUCHED]),
    st.integers(0, len(LONG)),
    st.integers(0, 20),
    st.one_of(st.sampled_from(TOKENS), st.text(max_size=3)),
)
anything = st.one_of(st.text(), soup, broken)


@fuzz
@example("import '\\u{110000}'")
@example("export class { get #x in o }")
@example("export let x\u0301, é; export { é as \\u{65} }")
@given(anything)
def test_anything_is_transformed_or_refused(source: str) -> None:
    outcome = attempt(source)
    if isinstance(outcome, SyntaxFault):
        assert 1 <= outcome.line <= len(re.split("\r\n|[\n\r\u2028\u2029]", source))
        assert outcome.column >= 1
        return
    for end in ("\n", "\r", "\u2028", "\u2029"):
        assert body(outcome).count(end) == source.count(end)


@fuzz
@given(anything)
def test_what_needs_no_parsing_would_not_be_rewritten(source: str) -> None:
    if needs_parsing(source):
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "needs_parsing", lambda source: True)
        assert transform(source) == Transformed("commonjs", room._SCRIPT % source)
