"""A project's files as a guest gets them: CommonJS and ES modules at work, and what is kept of
them.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jshost import Host
from jshost.project import cache
from jshost.project.cache import FILE_NAME, TransformCache
from jshost.project.config import Project
from jshost.project.modules import ProjectModules
from jshost.syntax import SyntaxFault

ESM = Path(__file__).parent / "esm"
NODE = shutil.which("node")

Run = Callable[..., list[Any]]


@pytest.fixture
def run(make_host: Callable[..., Host], tmp_path: Path) -> Run:
    """Run files, `page.js` as a program's only page; return what it says, as JSON lines."""

    def run(files: dict[str, str], **settings: Any) -> list[Any]:
        whole = {"app.json": '{"pages": ["page"]}', "app.js": "App({})", **files}
        for name, text in whole.items():
            path = tmp_path / "app" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        host = make_host(project=tmp_path / "app", **settings)
        host.run()
        assert host.errors == []
        return [json.loads(record.message) for record in host.console]

    return run


SAY = """
const say = (...all) => all.forEach((v) => console.log(JSON.stringify(v === undefined ? "-" : v)));
"""


# -- ES modules -----------------------------------------------------------------------------------


@pytest.fixture
def expected(tmp_path: Path) -> list[Any]:
    """What node makes of the files of esm/; Babel and DevTools name default exports `_default`."""
    for path in ESM.glob("*.js"):
        text = path.read_text("utf-8").replace(".js'", ".mjs'")
        if path.stem == "main":
            text += "\nconsole.log(JSON.stringify(out))\n"
        (tmp_path / f"{path.stem}.mjs").write_text(text, "utf-8")
    done = subprocess.run(
        [str(NODE), str(tmp_path / "main.mjs")], capture_output=True, text=True, check=True
    )
    found: list[Any] = json.loads(
        done.stdout.replace('"default","default"', '"_default","_default"')
    )
    return found


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_all_forms_do_what_they_do_in_node(run: Run, expected: list[Any]) -> None:
    files = {path.name: path.read_text("utf-8") for path in ESM.glob("*.js")}
    files["page.js"] = files.pop("main.js") + "\nconsole.log(JSON.stringify(out))\nPage({})\n"
    assert run(files) == [expected]


def test_commonjs_as_default_and_by_name(run: Run) -> None:
    files = {
        "c.js": "module.exports = { a: 1, b() { return 2 } }; module.exports.c = 3",
        "f.js": "module.exports = function () { return 'f' }; module.exports.g = 'g'",
        "page.js": "import c, { a, b } from './c'\nimport * as n from './c'\n"
        "import f, { g } from './f'\nimport * as fn from './f'"
        f"{SAY}say(c.c, a, b(), n.a, n.default === c, f(), g, fn.g, fn.default === f); Page({{}})",
    }
    assert run(files) == [3, 1, 2, 1, True, "f", "g", "g", True]


def test_es_module_by_require(run: Run) -> None:
    files = {
        "m.js": "export let n = 1\nexport default 'd'\nexport function set(v) { n = v }",
        "page.js": f"const m = require('./m');{SAY}m.set(5);"
        "say(m.n, m.default, m.__esModule, Object.keys(m)); Page({})",
    }
    assert run(files) == [5, "d", True, ["n", "default", "set"]]


def test_imports_and_module_exports_in_one_file(run: Run) -> None:
    files = {
        "a.js": "import { b } from './b'\nmodule.exports = { c: b + 1 }",
        "b.js": "exports.b = 1",
        "page.js": f"const a = require('./a');{SAY}say(a.c); Page({{}})",
    }
    assert run(files) == [2]


def test_import_function_and_require_async(run: Run) -> None:
    files = {
        "m.js": "export default 7; export const x = 1",
        "c.js": "module.exports = { y: 2 }",
        "page.js": f"{SAY}import('./m').then((m) => say(m.default, m.x));"
        "import('./c').then((m) => say(m.default.y, m.y));"
        "require.async('./c').then((m) => say(m.y));"
        "require('./c', (m) => say(['callback', m.y]));"
        "require('./none', () => {}, (e) => say(e.mod)); Page({})",
    }
    assert sorted(map(str, run(files))) == sorted(
        map(str, [7, 1, 2, 2, 2, ["callback", 2], "./none"])
    )


def test_one_instance_whatever_it_is_called(run: Run) -> None:
    files = {
        "utils/x.js": "exports.n = (exports.n || 0) + 1; console.log(JSON.stringify('loaded'))",
        "page.js": "const a = require('utils/x'), b = require('./utils/x.js'),"
        f"c = require('/utils/x');{SAY}say(a === b && b === c); Page({{}})",
    }
    assert run(files) == ["loaded", True]


def test_a_module_that_failed_is_not_run_again(run: Run) -> None:
    files = {
        "x.js": "exports.a = 1; console.log(JSON.stringify('run')); throw new Error('x')",
        "page.js": f"{SAY}try {{ require('./x') }} catch (e) {{ say(e.message) }}"
        "say(require('./x').a); Page({})",
    }
    assert run(files) == ["run", "x", 1]


def test_names_that_programs_give_to_their_own(run: Run) -> None:
    """The wrapper takes no name but require, module and exports."""
    names = ["App", "wx", "global", "scope", "link", "_default", "_scope", "getters", "self"]
    assert run({"page.js": declaring(names)}) == [names]
    names += ["require", "module", "exports"]
    assert run({"page.js": f"import './e'\n{declaring(names)}", "e.js": ""}) == [names]


def declaring(names: list[str]) -> str:
    """Return a page that declares names of its own, and says what they stand for."""
    declared = "".join(f"const {name} = '{name}';" for name in names)
    said = f"C.log(JSON.stringify([{', '.join(names)}]))"
    return f"const P = Page, C = console; {declared} {said}; P({{}})"


def test_top_level_this_and_strictness(run: Run) -> None:
    files = {
        "s.js": f"{SAY}say(typeof (function () {{ return this }})()); leaked = 1; say(leaked)",
        "m.js": f"import './e'{SAY}say(typeof this, typeof (function () {{ return this }})());"
        "try { leaked2 = 1 } catch (e) { say(e.name) }",
        "e.js": "",
        "page.js": "require('./s'); require('./m'); Page({})",
    }
    assert run(files) == ["object", 1, "undefined", "undefined", "ReferenceError"]


def test_guests_that_replace_built_ins_do_not_change_modules(run: Run) -> None:
    files = {
        "m.js": "export const a = 1; export default 2; export * from './n'",
        "n.js": "export const b = 3",
        "page.js": "for (const n of ['keys', 'create', 'defineProperty']) Object[n] = () => 0;"
        "String.prototype.indexOf = String.prototype.slice = () => 'x'; Promise.prototype.then = 0;"
        "Object.defineProperty(Object.prototype, 'state', { set() { throw 1 } });"
        "const m = require('./m'); console.log(JSON.stringify([m.a, m.default, m.b])); Page({})",
    }
    assert run(files) == [[1, 2, 3]]


# -- what is kept ---------------------------------------------------------------------------------

SOURCE = "import a from './a'\nexport default a + 1\n"


@pytest.fixture(autouse=True)
def forget() -> None:
    cache._memory.clear()


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on no file is rewritten."""

    def refuse(source: str) -> Any:
        raise AssertionError("rewritten")

    def start() -> None:
        cache._memory.clear()
        monkeypatch.setattr(cache, "transform", refuse)

    return start


def test_a_rewritten_file_is_found_again(tmp_path: Path, never: Callable[[], None]) -> None:
    first = TransformCache(tmp_path)
    made = first.transform(SOURCE)
    first.close()
    never()
    again = TransformCache(tmp_path)
    assert again.transform(SOURCE) == made
    with pytest.raises(AssertionError):
        again.transform(f"{SOURCE}// changed")
    again.close()


def test_one_process_rewrites_it_once(never: Callable[[], None]) -> None:
    made = TransformCache().transform(SOURCE)
    kept = dict(cache._memory)
    never()
    cache._memory.update(kept)
    assert TransformCache().transform(SOURCE) == made


def test_files_that_need_no_rewriting_are_not_kept(tmp_path: Path) -> None:
    files = TransformCache(tmp_path)
    files.transform("exports.a = 1")
    files.close()
    assert not (tmp_path / FILE_NAME).exists()


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"x" * 5000])
def test_a_damaged_file_only_costs_time(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    files = TransformCache(tmp_path)
    assert files.transform(SOURCE).kind == "esm"
    files.close()


def test_a_folder_that_cannot_be_used_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "none", tmp_path / "file"):
        files = TransformCache(folder)
        assert files.transform(SOURCE).kind == "esm"
        files.close()


def test_two_processes_keep_the_same(tmp_path: Path) -> None:
    first, second = TransformCache(tmp_path), TransformCache(tmp_path)
    first.transform(SOURCE)
    cache._memory.clear()
    second.transform(SOURCE)
    first.close()
    second.close()
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        assert connection.execute("SELECT count(*) FROM transforms").fetchone() == (1,)
    connection.close()


def test_what_is_wrong_is_not_kept(tmp_path: Path) -> None:
    files = TransformCache(tmp_path)
    for _ in range(2):
        with pytest.raises(SyntaxFault, match=r"import\.meta"):
            files.transform("export default import.meta")
    files.close()


# -- what the guest half is told ------------------------------------------------------------------


def test_parsing_all_files_may_take_only_so_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jshost.errors import WallLimit
    from jshost.project import modules

    (tmp_path / "app.json").write_text('{"pages": ["p"]}')
    (tmp_path / "p.js").write_text(SOURCE)
    found = ProjectModules(Project.open(tmp_path), TransformCache())
    monkeypatch.setattr(modules, "MAX_SECONDS", 0.0)
    with pytest.raises(WallLimit, match=r"parsing the project's files reached at p\.js"):
        found.module("", "/p", 0)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfea", "UTF-16"),
        (b"a\0b", "a NUL byte"),
        (b"\xff", "expected UTF-8"),
    ],
)
def test_files_that_are_no_scripts(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "app.json").write_text('{"pages": ["p"]}')
    (tmp_path / "p.js").write_bytes(content)
    found = ProjectModules(Project.open(tmp_path), TransformCache()).module("", "/p", 0)
    assert found.kind == "error"
    assert message in found.text
