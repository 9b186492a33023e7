"""`jshost run DIR` and `jshost init`: whole mini programs, good ones and what is wrong with
others.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from .conftest import Cli, Outcome, only, posix, records

GOOD = {"app.json": '{"pages": ["pages/a/a"]}', "app.js": "App({})", "pages/a/a.js": "Page({})"}


def lay_out(cli: Cli, files: dict[str, str], folder: str = "app") -> Path:
    """Write a mini program: a good one of one page, except for the files that are given."""
    root = cli.folder / folder
    for name, text in {**GOOD, **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def run(cli: Cli, files: dict[str, str], *options: str) -> Outcome:
    lay_out(cli, files)
    return cli("run", "app", "--ephemeral", *options)


# -- good ones ------------------------------------------------------------------------------------


def test_runs_up_to_the_first_page_and_what_it_does(cli: Cli) -> None:
    page = "Page({ onReady() { wx.getStorage({ key: 'k', fail: (e) => console.log(e.errMsg) }) } })"
    ran = run(cli, {"pages/a/a.js": page})
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "getStorage:fail data not found\n"


def test_page_query_and_scene(cli: Cli) -> None:
    files = {
        "app.json": '{"pages": ["pages/a/a", "pages/b/b"]}',
        "app.js": "App({ onLaunch(o) { console.log(o.path, o.query.x, o.scene) } })",
        "pages/b/b.js": "Page({ onLoad(q) { console.log('b', q.x) } })",
    }
    ran = run(cli, files, "--path", "pages/b/b", "--query", "x=1", "--scene", "1007")
    assert ran.out == "pages/b/b 1 1007\nb 1\n"


def test_launch_of_the_scenario(cli: Cli) -> None:
    said = "JSON.stringify([o.scene, o.query, o.referrerInfo])"
    files = {"app.js": f"App({{ onLaunch(o) {{ console.log({said}) }} }})"}
    cli.write("s.toml", '[launch]\nscene = 1037\nquery = "a=1"\nextra = { token = "t" }\n')
    ran = run(cli, files, "--scenario", "s.toml", "--referrer", "wx0123456789abcdef")
    assert json.loads(ran.out) == [
        1037,
        {"a": "1"},
        {"appId": "wx0123456789abcdef", "extraData": {"token": "t"}},
    ]


def test_page_that_is_not_there_is_noted(cli: Cli) -> None:
    app = "App({ onPageNotFound(o) { console.log(o.path, o.isEntryPage) } })"
    ran = run(cli, {"app.js": app}, "--path", "pages/x/x")
    assert (ran.code, ran.out) == (0, "pages/x/x true\n")
    assert ran.err == "jshost: note: page 'pages/x/x' is not found\n"


@pytest.mark.parametrize("option", ["--path=a", "--query=a=1", "--scene=1", "--referrer=wx1"])
def test_launch_options_are_for_programs(cli: Cli, option: str) -> None:
    assert "is for mini programs; main.js is a script" in cli.run("1", option).refused(2)


def test_steps_are_for_programs(cli: Cli) -> None:
    cli.write("s.toml", "[[steps]]\nback = true\n")
    assert cli.run("1", "--scenario", "s.toml").refused(2).startswith("s.toml:1: steps are for")


def test_trace_has_the_way_of_the_program(cli: Cli) -> None:
    page = "Page({ onLoad() { this.setData({ a: 1, 'b.c': 'x' }) } })"
    assert run(cli, {"pages/a/a.js": page}, "--trace", "t.jsonl").code == 0
    events = [(r["name"], r["detail"]) for r in only(cli.trace(), "event")]
    assert [name for name, _ in events] == [
        "launch", "onAppShow", "onLoad", "onShow", "setData", "onReady"
    ]  # fmt: skip
    assert events[4][1] == {"page": 1, "keys": "a, b.c", "size": 8}


def test_decisions_of_two_programs_are_apart(cli: Cli) -> None:
    page = "Page({ onLoad() { wx.authorize({ scope: 'scope.record', complete() {} }) } })"
    for folder in ("one", "two"):
        lay_out(cli, {"pages/a/a.js": page}, folder)
        cli("run", folder, "--answer", "scope.record=allow")
    listed = cli("settings", "list").out
    assert listed.count("scope.record") == 2


def test_appid_of_the_project_is_the_app_id(cli: Cli) -> None:
    files = {
        "project.config.json": '{"appid": "wx0123456789abcdef", "projectname": "小店"}',
        "pages/a/a.js": "console.log(wx.getAccountInfoSync().miniProgram.appId); Page({})",
    }
    assert run(cli, files).out == "wx0123456789abcdef\n"


def test_miniprogram_root(cli: Cli) -> None:
    for name, text in GOOD.items():
        path = cli.folder / "app" / "src" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (cli.folder / "app" / "project.config.json").write_text('{"miniprogramRoot": "src/"}')
    assert cli("run", "app", "--ephemeral").code == 0


# -- scenarios ------------------------------------------------------------------------------------

COUNTER = """Page({ data: { n: 0 },
  add(e) { this.setData({ n: this.data.n + e.currentTarget.dataset.by }) } })"""


def play(cli: Cli, steps: str, page: str = COUNTER, *options: str) -> Outcome:
    lay_out(cli, {"pages/a/a.js": page})
    cli.write("s.toml", f'clock = "virtual"\n{steps}')
    return cli("run", "app", "--ephemeral", "--scenario", "s.toml", *options)


def test_steps_are_taken(cli: Cli) -> None:
    steps = """
[[steps]]
tap = "add"
dataset = { by = 2 }
[[steps]]
expect.data = { n = 2 }
expect.page = "pages/a/a"
"""
    ran = play(cli, steps)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == "jshost: note: 2 steps taken, all as expected\n"


def test_expectation_that_is_not_met(cli: Cli) -> None:
    ran = play(cli, "\n[[steps]]\nexpect.data = { n = 1 }\n", COUNTER, "--trace", "t.jsonl")
    assert ran.refused(1) == "s.toml:3: step 1 (expect data): data n should be 1, but is 0"
    assert cli.trace()[-1]["reason"] == "expectation"


def test_step_that_cannot_be_taken(cli: Cli) -> None:
    ran = play(cli, '[[steps]]\ntap = "ad"\n')
    assert ran.refused(1) == (
        "s.toml:2: step 1 (tap ad): pages/a/a has no method 'ad'; did you mean add?"
    )


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("[[steps]]\n", "s.toml:2: a step is one of tap, "),
        ('[[steps]]\ntap = "a"\nwait = 1\n', "this one has tap and wait"),
        ('[[steps]]\ntpa = "a"\n', "unknown key steps[1].tpa; did you mean tap?"),
        ("[[steps]]\nwait = true\n", "steps[1].wait should be a number"),
        ("[[steps]]\nexpect.pages = 1\n", "unknown key steps[1].expect.pages"),
        ("steps = 3\n", "s.toml:2: steps should be a table"),
    ],
)
def test_scenario_with_a_step_that_is_none(cli: Cli, steps: str, expected: str) -> None:
    assert expected in play(cli, steps).refused(2)


def test_an_error_of_the_program_fails_the_run_of_its_scenario(cli: Cli) -> None:
    ran = play(cli, '[[steps]]\ntap = "boom"\n', "Page({\n  boom() {\n    nothing() } })")
    assert ran.code == 1
    assert plain(ran.errors[0]).startswith(
        'pages/a/a.js:3: thirdScriptError nothing is not defined;at "pages/a/a" page boom function'
    )


def test_an_interval_does_not_keep_a_scenario_from_ending(cli: Cli) -> None:
    page = """Page({ data: { n: 0 },
      onLoad() { setInterval(() => this.setData({ n: this.data.n + 1 }), 1000) } })"""
    assert play(cli, "[[steps]]\nwait = 3500\n[[steps]]\nexpect.data = { n = 3 }\n", page).code == 0


def test_the_timeout_is_that_of_all_steps(cli: Cli) -> None:
    lay_out(cli, {})
    cli.write("s.toml", 'clock = "real"\n' + "[[steps]]\nwait = 400\n" * 5)
    ran = cli("run", "app", "--ephemeral", "--scenario", "s.toml", "--timeout", "1")
    assert ran.refused(3).startswith("timeout of 1 s reached with work left to do")


def test_the_timeout_ends_a_tap_that_never_does(cli: Cli) -> None:
    page = "Page({ f() { setTimeout(() => this.f(), 0) } })"
    ran = play(cli, '[[steps]]\ntap = "f"\n', page, "--timeout", "1")
    assert ran.refused(3).startswith("timeout of 1 s reached with work left to do")


# -- what is wrong with others --------------------------------------------------------------------

SOURCES: dict[str, tuple[dict[str, str], str]] = {
    "module that throws": (
        {
            "pages/a/a.js": "const u = require('../../utils/u')\nPage({})",
            "utils/u.js": "\nexports.d = require('./deep')",
            "utils/deep.js": "let a = 1;\nnothing.at.all()\n",
        },
        (
            "utils/deep.js:2: ReferenceError: 'nothing' is not defined "
            "(while loading utils/deep.js, required by utils/u.js, required by pages/a/a.js)"
        ),
    ),
    "missing module": (
        {"pages/a/a.js": "\nconst x = require('./nope')\nPage({})"},
        (
            "pages/a/a.js:2: Error: module 'pages/a/nope.js' is not defined, require args is "
            "'./nope' (required by pages/a/a.js; tried pages/a/nope, pages/a/nope.js, "
            "pages/a/nope.json, pages/a/nope/index.js)"
        ),
    ),
    "missing import": (
        {"pages/a/a.js": "\nimport x from './nope'\nPage({})"},
        (
            "pages/a/a.js:2: Error: module 'pages/a/nope.js' is not defined, require args is "
            "'./nope' (required by pages/a/a.js:2; "
        ),
    ),
    "syntax error": (
        {"pages/a/a.js": "import './b'\nPage({\n  onLoad() { f(1 2) } })", "pages/a/b.js": ""},
        "pages/a/a.js:3:18: SyntaxError: ",
    ),
    "syntax error in a module": (
        {"pages/a/a.js": "require('./b'); Page({})", "pages/a/b.js": "let a;\nlet a = (1;\n"},
        "pages/a/b.js:2:11: SyntaxError: ",
    ),
    "import.meta": (
        {"pages/a/a.js": "import './b'\nPage({ u: import.meta.url })", "pages/a/b.js": ""},
        "pages/a/a.js:2:11: SyntaxError: import.meta: ",
    ),
    "JSON module": (
        {"pages/a/a.js": "require('./x.json'); Page({})", "pages/a/x.json": '{\n  "a": }'},
        "pages/a/x.json:2:8: SyntaxError: no JSON: ",
    ),
    "eval": (
        {"pages/a/a.js": "\neval('1'); Page({})"},
        "pages/a/a.js:2: EvalError: Code generation from strings disallowed for this context",
    ),
    "new Function": (
        {"pages/a/a.js": "\nnew Function('a', 'return a'); Page({})"},
        "pages/a/a.js:2: EvalError: Code generation from strings disallowed for this context",
    ),
    "no object is thrown": ({"app.js": "throw null"}, "app.js: null"),
    "page that registers none": (
        {"pages/a/a.js": "1"},
        'pages/a/a.js: Error: Page "pages/a/a" has not been registered yet.',
    ),
    "outside by ..": (
        {"pages/a/a.js": "require('../../../secret'); Page({})"},
        (
            "pages/a/a.js:1: Error: module 'secret.js' is not defined, require args is "
            "'../../../secret' (required by pages/a/a.js)"
        ),
    ),
}


@pytest.mark.parametrize("name", SOURCES)
def test_source_that_fails(cli: Cli, name: str) -> None:
    files, expected = SOURCES[name]
    (cli.folder / "secret.js").write_text("console.log('LEAK')")
    ran = run(cli, files)
    assert (ran.code, ran.out) == (1, "")
    shown = ran.errors[0]
    assert plain(shown).startswith(plain(expected)), shown


def plain(text: str) -> str:
    """Return an error without what engines differ in: columns, and quotes around names."""
    return re.sub(r"^([^ :]+:\d+):\d+:", r"\1:", text).replace("'", "")


def test_other_pages_are_loaded_all_the_same(cli: Cli) -> None:
    files = {
        "app.json": '{"pages": ["pages/a/a", "pages/b/b"]}',
        "pages/a/a.js": "nothing()",
        "pages/b/b.js": "console.log('b is loaded'); Page({})",
    }
    ran = run(cli, files)
    assert (ran.code, ran.out) == (1, "b is loaded\n")


@posix
@pytest.mark.parametrize("target", ["/etc/hostname", "../secret.js", "."])
def test_links_that_lead_outside_are_not_there(cli: Cli, target: str) -> None:
    (cli.folder / "secret.js").write_text("console.log('LEAK')")
    root = lay_out(cli, {"pages/a/a.js": "require('./link'); Page({})"})
    (root / "pages" / "a" / "link.js").symlink_to(target)
    ran = cli("run", "app", "--ephemeral")
    assert (ran.code, ran.out) == (1, "")
    assert "module 'pages/a/link.js' is not defined" in ran.errors[0]


def test_cycle_that_looks_at_an_unset_export(cli: Cli) -> None:
    files = {
        "pages/a/a.js": "import { y } from './b'\nexport const x = 1\nPage({ y })",
        "pages/a/b.js": "import { x } from './a'\n\nexport const y = String(x)\nconsole.log(y)",
    }
    ran = run(cli, files)
    assert (ran.code, ran.out) == (0, "undefined\n")
    assert ran.err == (
        "jshost: note: pages/a/b.js: 'x' of pages/a/a.js is looked at before that file has set "
        "it, so it is undefined: the files require each other\n"
    )


def test_the_same_in_commonjs(cli: Cli) -> None:
    files = {
        "pages/a/a.js": "const { y } = require('./b')\nexports.x = 1\nPage({ y })",
        "pages/a/b.js": "const a = require('./a')\nexports.y = a.x\nconsole.log(a.x, typeof a)",
    }
    ran = run(cli, files)
    assert (ran.code, ran.out) == (0, "undefined object\n")
    assert ran.err.count("'x' of pages/a/a.js is looked at before") == 1


@pytest.mark.parametrize(
    ("app", "expected"),
    [
        ("", ["app.json:1:1: "]),
        ("{", ["app.json:1:2: "]),
        ("[]", ["app.json:1:1: "]),
        ("{}", ["app.json:1:1: "]),
        ('{"pages": []}', ["app.json:1:11: "]),
        ('{"pages": "pages/a/a"}', ["app.json:1:11: "]),
        ('{\n  "pages": ["pages/a/a", "pages/a/a"]\n}', ["app.json:2:26: "]),
        ('{"pages": ["pages/a/a", "pages/b/b"]}', ["app.json:1:25: "]),
        ('{"pages": [1, "pages/a/a", "../x"], "window": 5}',
         ["app.json:1:12: ", "app.json:1:28: ", "app.json:1:47: "]),
    ],
)  # fmt: skip
def test_app_json_that_cannot_be(cli: Cli, app: str, expected: list[str]) -> None:
    ran = run(cli, {"app.json": app})
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.errors) == len(expected)
    assert all(e.startswith(start) for e, start in zip(ran.errors, expected, strict=True)), ran.err


def test_comments_trailing_commas_and_a_bom_are_fine(cli: Cli) -> None:
    app = '\ufeff{ // the pages\n  "pages": ["pages/a/a",], /* that is all */\n}'
    assert run(cli, {"app.json": app}).code == 0


def test_app_js_that_is_missing(cli: Cli) -> None:
    (lay_out(cli, {}) / "app.js").unlink()
    assert cli("run", "app", "--ephemeral").refused(2) == "app: there is no app.js"


def test_ten_thousand_pages_without_files(cli: Cli) -> None:
    pages = json.dumps([f"p{i}/p" for i in range(10_000)])
    ran = run(cli, {"app.json": f'{{"pages": {pages}}}'})
    assert ran.code == 2
    assert len(ran.errors) <= 21
    assert "more" in ran.errors[-1]


@pytest.mark.slow
def test_ten_thousand_pages(cli: Cli) -> None:
    root = lay_out(cli, {"app.json": json.dumps({"pages": [f"p/p{i}" for i in range(10_000)]})})
    (root / "p").mkdir()
    for i in range(10_000):
        (root / "p" / f"p{i}.js").write_text("Page({})")
    ran = cli("run", "app", "--ephemeral")
    assert (ran.code, ran.err) == (0, "")


@posix
def test_folder_with_a_link_loop(cli: Cli) -> None:
    root = lay_out(cli, {"pages/a/a.js": "require('./loop/loop/a.js'); Page({})"})
    (root / "pages" / "a" / "loop").symlink_to(".")
    (root / "loop2").symlink_to("loop2")
    assert cli("run", "app", "--ephemeral").code in (0, 1)


@pytest.mark.parametrize("how", ["redirectTo", "reLaunch"])
def test_page_that_opens_itself_for_ever(cli: Cli, how: str) -> None:
    page = f"Page({{ onShow() {{ wx.{how}({{ url: 'a' }}) }} }})"
    ran = run(cli, {"pages/a/a.js": page}, "--trace", "t.jsonl")
    assert ran.refused(3) == (
        "turn limit reached: 1,000 pages opened in a row, with nobody touching the program; "
        "the last one is pages/a/a"
    )
    assert cli.trace()[-1] == {**cli.trace()[-1], "reason": "limit", "code": 3}


def test_page_that_hangs(cli: Cli) -> None:
    page = "Page({\n  onLoad() {\n    for (;;) {}\n  } })"
    ran = run(cli, {"pages/a/a.js": page}, "--cpu-limit", "0.3")
    # Engines differ in the line of such a loop: it is one of the function's.
    assert re.fullmatch(
        r"CPU limit of 0.3 s for one turn reached at pages/a/a.js:[23], in the opening of "
        r"pages/a/a \(its onLoad or onShow\)",
        ran.refused(3),
    )


def test_module_that_hangs(cli: Cli) -> None:
    files = {"pages/a/a.js": "require('./b')", "pages/a/b.js": "\nfor (;;) {}"}
    ran = run(cli, files, "--cpu-limit", "0.3")
    assert re.fullmatch(
        r"CPU limit of 0.3 s for one turn reached at pages/a/b.js:[12], "
        r"at the top level of pages/a/a.js",
        ran.refused(3),
    )


def test_files_without_end(cli: Cli) -> None:
    page = "for (let i = 0; ; i++) { try { require(`./x${i}`) } catch (e) {} }"
    ran = run(cli, {"pages/a/a.js": page}, "--cpu-limit", "20", "--wall-limit", "60")
    assert ran.code == 3
    assert "message limit reached: more than 20,000 files required" in ran.errors[0]


# -- init -----------------------------------------------------------------------------------------


def test_init_writes_a_program_that_runs(cli: Cli) -> None:
    made = cli("init", "fresh")
    assert (made.code, made.err) == (0, "")
    assert "jshost run fresh\n" in made.out
    ran = cli("run", "fresh", "--ephemeral", "--scenario", "fresh/scenario.toml")
    assert ran.code == 0
    assert "steps taken, all as expected" in ran.err
    config: Any = json.loads((cli.folder / "fresh" / "project.config.json").read_text("utf-8"))
    assert config["projectname"] == "fresh"


def test_init_leaves_what_is_there(cli: Cli) -> None:
    lay_out(cli, {})
    assert "nothing was written" in cli("init", "app").refused(2)
    assert "nothing was written" in cli("init", cli.write("file", "x")).refused(2)
    assert sorted(p.name for p in (cli.folder / "app").iterdir()) == ["app.js", "app.json", "pages"]


def test_trace_of_a_program_repeats(cli: Cli) -> None:
    lay_out(cli, {"pages/a/a.js": "Page({ onLoad() { this.setData({ r: Math.random() }) } })"})
    shown = [cli("run", "app", "--ephemeral", "--clock=virtual", "--trace=-").out for _ in "12"]
    assert shown[0] == shown[1]
    assert only(records(shown[0]), "exit")[0]["code"] == 0
