"""What a guest can reach: a permit list. A new name in it is a decision, not an accident.

`JSHOST_UPDATE_GLOBALS=1` writes the list of the installed engine anew.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from difflib import unified_diff
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import _quickjs
import pytest

from jshost import Host, _polyfills
from jshost.apis import registry

HERE = Path(__file__).parent
WALK = (HERE / "walk.js").read_text("utf-8")
ROOTS = (HERE / "roots.js").read_text("utf-8")
UPDATE = os.environ.get("JSHOST_UPDATE_GLOBALS") == "1"

BOOT = {"__raw", "__config", "__enter", "__onRejection", "__date_clock"}
"""Names that the host boots with: nothing reachable has them."""
SHELL = {"std", "os", "bjson", "scriptArgs", "print", "load", "gc", "Worker", "process", "Deno"}
"""Names that engines' shells have: no global has them."""

_NATIVE = re.compile(r": native function (.*), [w-][e-][c-]$")

MakeHost = Callable[..., Host]


def engine() -> tuple[str, str]:
    """Return the distribution that `_quickjs` comes from, and its version."""
    for name in ("quickjs", "quickjs-ng"):
        try:
            return name, version(name)
        except PackageNotFoundError:
            continue
    raise AssertionError("no engine is installed")


def walk(host: Host, before: str = "") -> list[str]:
    """Return the lines of all that a script can reach, after it ran the code `before`."""
    script = f"""{before};
    const roots = Object.assign({ROOTS}, {{ require, module, "wrapper arguments": arguments }});
    for (const line of ({WALK})(roots)) console.log(line);"""
    host.run_script(script, "walk.js")
    assert host.errors == []
    return sorted(record.message for record in host.console if ": " in record.message)


def bare() -> list[str]:
    """Return the lines of all that the engine itself comes with."""
    return sorted(json.loads(_quickjs.Context().eval(f"JSON.stringify(({WALK})({ROOTS}))")))


def all_chunks() -> str:
    """Return code that makes the guest half load every part it has."""
    return f"""/* {" ".join(_polyfills.load().words)} */
    wx.setStorageSync("bytes", new Uint8Array(1));
    wx.getStorageSync("bytes");
    console.log("%s", {{}})"""


def split(lines: list[str]) -> tuple[list[str], set[str]]:
    """Return the lines that are not about members of wx, and those that are, without its names."""
    ours = [line for line in lines if line.startswith("wx.")]
    shapes = {re.sub(r"\bwx\.\w+", "wx.*", line) for line in ours}
    return [line for line in lines if not line.startswith("wx.")], shapes


def reached(make_host: MakeHost) -> list[str]:
    """Return the permit list as it would be: what can be reached at the start, and with `+` and
    `-` what is different once all of the guest half is loaded.
    """
    before, shapes = split(walk(make_host(clock="real")))
    after, more_shapes = split(walk(make_host(clock="real"), all_chunks()))
    assert more_shapes == shapes
    later = [f"+ {line}" for line in sorted(set(after) - set(before))]
    gone = [f"- {line}" for line in sorted(set(before) - set(after))]
    return [*sorted([*before, *shapes]), *gone, *later]


def natives(lines: list[str]) -> set[str]:
    """Return name and length of the functions in lines that no script defined."""
    return {found[1] for line in lines if (found := _NATIVE.search(line))}


def test_permit_list(make_host: MakeHost) -> None:
    name, installed = engine()
    path = HERE / f"globals-{name}.txt"
    found = reached(make_host)
    if UPDATE:
        path.write_text("\n".join([f"# {name} {installed}", *found, ""]), "utf-8")
    head, *permitted = path.read_text("utf-8").splitlines()
    new = sorted(set(found) - set(permitted))
    assert new == [], "reachable and not permitted"
    if head == f"# {name} {installed}":
        assert found == permitted, "\n".join(unified_diff(permitted, found, lineterm=""))


def walk_program(make_host: MakeHost, folder: Path, source: str) -> set[str]:
    """Return the lines of what a file of a mini program can reach, `source` being its beginning."""
    files = {
        "app.json": '{"pages": ["page"]}',
        "app.js": "App({})",
        "empty.js": "",
        "page.js": f"""{source}
            Page({{ onLoad() {{
              const page = this, app = getApp();
              const roots = Object.assign({ROOTS}, {{ require, module, page, app,
                "wrapper arguments": outer, channel: this.getOpenerEventChannel() }});
              for (const line of ({WALK})(roots)) console.log(line);
            }} }})""",
    }
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    host = make_host(clock="real", project=folder)
    host.run()
    assert host.errors == []
    lines = [record.message for record in host.console if ": " in record.message]
    return alike(lines)


def alike(lines: list[str]) -> set[str]:
    """Return lines, those about wx left out, as they are on every engine: these differ in which
    half of `caller` the poison of strict arguments is.
    """
    return {re.sub(r"(caller) <[gs]et>", r"\1", line) for line in split(lines)[0]}


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("commonjs", "const outer = arguments;"),
        ("esm", "import './empty'\nconst outer = arguments;"),
    ],
)
def test_permit_list_of_mini_programs(
    make_host: MakeHost, tmp_path: Path, kind: str, source: str
) -> None:
    """What there is more than in a script: the same on every engine."""
    path = HERE / f"globals-program-{kind}.txt"
    before = alike(walk(make_host(clock="real")))
    found = sorted(walk_program(make_host, tmp_path, source) - before)
    if UPDATE:
        path.write_text("\n".join([*found, ""]), "utf-8")
    assert found == path.read_text("utf-8").splitlines()


def test_wx_has_what_is_declared_and_nothing_else(make_host: MakeHost) -> None:
    host = make_host()
    surface = [json.loads(line) for line in registry().surface(host.app.platform).splitlines()]
    assert sorted(host.eval("Reflect.ownKeys(wx)")) == sorted(entry[0] for entry in surface)
    [factory] = [entry for entry in surface if entry[0] == "getRecorderManager"]
    assert sorted(host.eval("Reflect.ownKeys(wx.getRecorderManager())")) == sorted(
        entry[0] for entry in factory[2]
    )


@pytest.mark.parametrize("clock", ["real", "virtual"])
@pytest.mark.parametrize("base_library", ["1.0.0", "3.15.2"])
def test_names_that_are_never_there(make_host: MakeHost, clock: str, base_library: str) -> None:
    lines = walk(make_host(clock=clock, base_library=base_library), all_chunks())
    paths = [re.sub(r"( <\w+>)*: .*", "", line) for line in lines]
    assert {path.rpartition(".")[2] for path in paths} & BOOT == set()
    assert set(paths) & SHELL == set()
    assert "Atomics.load" in paths


@pytest.mark.parametrize(
    "expression",
    [
        "Function('return this')()",
        "(0, eval)('this')",
        "(function () { return this })()",
        "wx.login.constructor('return this')()",
        "console.log.constructor('return this')()",
        "setTimeout.constructor('return this')()",
        "Reflect.construct(Function, ['return this'])()",
        "[].map.constructor('return this')()",
    ],
)
def test_what_constructors_lead_to(make_host: MakeHost, expression: str) -> None:
    assert make_host().eval(f"{expression} === globalThis") is True


def test_no_callable_of_the_hosts_is_reachable(make_host: MakeHost) -> None:
    lines = walk(make_host(clock="real"), all_chunks())
    assert natives(lines) - natives(bare()) == set()


@pytest.mark.parametrize("clock", ["real", "virtual"])
def test_no_callable_of_the_hosts_is_in_what_calls_give_back(
    make_host: MakeHost, clock: str
) -> None:
    host = make_host(clock=clock, grant=["scope.record"])
    roots = """{
        globalThis, result, callback: arguments, receiver: this, recorder: wx.getRecorderManager(),
        promise: wx.getSetting(), sync: wx.getSystemInfoSync(), thrown, timer: setTimeout(() => {}),
        context: wx.createCanvasContext("c"), animation: wx.createAnimation(),
        gradient: wx.createContext().createLinearGradient(),
        nodes: wx.createSelectorQuery().select(), observer: wx.createIntersectionObserver(),
    }"""
    host.run_script(
        f"""let thrown;
        try {{ wx.setStorageSync() }} catch (error) {{ thrown = error }}
        wx.getSetting({{ success(result) {{
            for (const line of ({WALK})({roots})) console.log(line);
        }} }})""",
        "walk.js",
    )
    lines = [record.message for record in host.console]
    assert host.errors == []
    assert any(line.startswith("result.authSetting: ") for line in lines)
    assert natives(lines) - natives(bare()) == set()


def test_a_callable_of_the_hosts_would_be_found() -> None:
    context = _quickjs.Context()
    context.add_callable("outside", lambda: None)
    context.eval("Math.hidden = outside; delete globalThis.outside")
    lines = json.loads(context.eval(f"JSON.stringify(({WALK})({ROOTS}))"))
    assert {found.partition("/")[0] for found in natives(lines) - natives(bare())} == {"outside"}


def test_the_fuse_gives_nothing(make_host: MakeHost) -> None:
    host = make_host()
    fuse = "Object.getOwnPropertyDescriptor(globalThis, '__fuse')"
    assert host.eval(f"{fuse} === undefined || {fuse}.get === undefined") is True
    assert host.eval("typeof globalThis.__fuse") == "undefined"
    assert host.eval(f"{fuse} === undefined || {fuse}.configurable === false") is True
