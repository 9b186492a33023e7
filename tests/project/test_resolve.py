"""Where `require` finds a module: every rule, its order, and what is missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jshost.errors import InputError
from jshost.project.files import Package
from jshost.project.resolve import MAX_CACHED, Missing, Resolver

INNER = "miniprogram_npm/dayjs/miniprogram_npm/inner/index.js"
FILES = """
app.js util.js data.json pages/a/a.js pages/a/b.js pages/a/only.json pages/a/b.wxs pages/b/b.js
pages/a/lib/index.js pages/a/both.js pages/a/both/index.js pages/a/name.min.js pages/a/wide.js
utils/x.js utils/wide.js wide/index.js LICENSE
pages/a/qr.js/index.js pages/a/index.js
miniprogram_npm/dayjs/index.js miniprogram_npm/dayjs/locale/de.js miniprogram_npm/flat.js
miniprogram_npm/@vant/weapp/button/index.js miniprogram_npm/@vant/weapp/index.js
miniprogram_npm/copied/lib/main.js miniprogram_npm/first/index.js miniprogram_npm/first/other.js
pages/miniprogram_npm/near/index.js miniprogram_npm/near/index.js
miniprogram_npm/dayjs/miniprogram_npm/inner/index.js
node_modules/dayjs/index.js node_modules/lodash/lodash.js node_modules/lodash/add.js
node_modules/@vant/weapp/lib/button/index.js node_modules/@vant/weapp/lib/index.js
node_modules/comps/miniprogram_dist/cell/cell.js node_modules/comps/src/only.js
node_modules/esm/es/index.js node_modules/gone/index.js node_modules/broken/index.js
node_modules/folder-main/lib/index.js node_modules/lodash/node_modules/dep/index.js
node_modules/dep/index.js node_modules/evil/index.js node_modules/bare/index.js
"""
MANIFESTS: dict[str, Any] = {
    "miniprogram_npm/copied": {"main": "lib/main"},
    "miniprogram_npm/first": {"main": "other.js"},
    "node_modules/lodash": {"main": "lodash.js"},
    "node_modules/@vant/weapp": {"miniprogram": "lib", "main": "nothing.js"},
    "node_modules/esm": {"module": "es/index.js"},
    "node_modules/gone": {"main": "dist/gone.js"},
    "node_modules/folder-main": {"main": "./lib"},
    "node_modules/evil": {"main": "../../../secret.js", "miniprogram": "../.."},
    "node_modules/bare": [],
}


def lay_out(root: Path, files: str, manifests: dict[str, Any]) -> None:
    for name in files.split():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("", "utf-8")
    for folder, manifest in manifests.items():
        (root / folder / "package.json").write_text(json.dumps(manifest), "utf-8")


@pytest.fixture
def resolver(tmp_path: Path) -> Resolver:
    root = tmp_path / "app"
    lay_out(root, FILES, MANIFESTS)
    (root / "node_modules/broken/package.json").write_text("{", "utf-8")
    (tmp_path / "secret.js").write_text("", "utf-8")
    return Resolver(Package(root))


@pytest.mark.parametrize(
    ("origin", "specifier", "expected"),
    [
        ("pages/a/a.js", "./b", "pages/a/b.js"),
        ("pages/a/a.js", "./b.js", "pages/a/b.js"),
        ("pages/a/a.js", "../b/b", "pages/b/b.js"),
        ("pages/a/a.js", "../../util", "util.js"),
        ("pages/a/a.js", "./only", "pages/a/only.json"),
        ("pages/a/a.js", "../../data.json", "data.json"),
        ("pages/a/a.js", "./lib", "pages/a/lib/index.js"),
        ("pages/a/a.js", "./lib/", "pages/a/lib/index.js"),
        ("pages/a/a.js", "./both", "pages/a/both.js"),
        ("pages/a/a.js", "./name.min", "pages/a/name.min.js"),
        ("pages/a/a.js", "./qr.js", "pages/a/qr.js/index.js"),
        ("pages/a/lib/index.js", "..", "pages/a/index.js"),
        ("app.js", "./LICENSE", "LICENSE"),
        ("pages/a/a.js", "/utils/x", "utils/x.js"),
        ("pages/a/a.js", "b", "pages/a/b.js"),
        ("pages/a/a.js", "wide", "pages/a/wide.js"),
        ("utils/x.js", "wide", "utils/wide.js"),
        ("app.js", "wide", "wide/index.js"),
        ("pages/a/a.js", "utils/x", "utils/x.js"),
        ("", "utils/x", "utils/x.js"),
        ("pages/a/a.js", "dayjs", "miniprogram_npm/dayjs/index.js"),
        ("pages/a/a.js", "dayjs/locale/de", "miniprogram_npm/dayjs/locale/de.js"),
        ("pages/a/a.js", "flat", "miniprogram_npm/flat.js"),
        ("pages/a/a.js", "@vant/weapp", "miniprogram_npm/@vant/weapp/index.js"),
        ("pages/a/a.js", "@vant/weapp/button/index", "miniprogram_npm/@vant/weapp/button/index.js"),
        ("pages/a/a.js", "copied", "miniprogram_npm/copied/lib/main.js"),
        ("pages/a/a.js", "first", "miniprogram_npm/first/index.js"),
        ("pages/a/a.js", "near", "pages/miniprogram_npm/near/index.js"),
        ("app.js", "near", "miniprogram_npm/near/index.js"),
        ("miniprogram_npm/dayjs/index.js", "inner", INNER),
        ("miniprogram_npm/dayjs/index.js", "flat", "miniprogram_npm/flat.js"),
        ("app.js", "lodash", "node_modules/lodash/lodash.js"),
        ("app.js", "lodash/add", "node_modules/lodash/add.js"),
        ("app.js", "comps/cell/cell", "node_modules/comps/miniprogram_dist/cell/cell.js"),
        ("app.js", "comps/src/only", "node_modules/comps/src/only.js"),
        ("app.js", "esm", "node_modules/esm/es/index.js"),
        ("app.js", "gone", "node_modules/gone/index.js"),
        ("app.js", "broken", "node_modules/broken/index.js"),
        ("app.js", "bare", "node_modules/bare/index.js"),
        ("app.js", "folder-main", "node_modules/folder-main/lib/index.js"),
        ("app.js", "evil", "node_modules/evil/index.js"),
        ("node_modules/lodash/lodash.js", "dep", "node_modules/lodash/node_modules/dep/index.js"),
        ("node_modules/esm/es/index.js", "dep", "node_modules/dep/index.js"),
        ("node_modules/lodash/lodash.js", "./add", "node_modules/lodash/add.js"),
    ],
)  # fmt: skip
def test_modules_are_found(resolver: Resolver, origin: str, specifier: str, expected: str) -> None:
    assert resolver.resolve(origin, specifier) == expected


@pytest.mark.parametrize(
    ("origin", "specifier", "path"),
    [
        ("pages/a/a.js", "./utils/x", "pages/a/utils/x.js"),
        ("pages/a/a.js", "none", "pages/a/none.js"),
        ("pages/a/a.js", "/none.js", "none.js"),
        ("pages/a/a.js", "../none", "pages/none.js"),
        ("pages/b/b.js", "..", "pages.js"),
        ("pages/a/a.js", "./b.wxs", "pages/a/b.wxs.js"),
        ("pages/a/a.js", "./qr", "pages/a/qr.js"),
        ("pages/a/a.js", "../../../secret", "secret.js"),
        ("pages/a/a.js", "../../../../../etc/passwd", "etc/passwd.js"),
        ("app.js", "dayjs/../../../secret", "secret.js"),
        ("app.js", "..\\secret", "..\\secret.js"),
        ("app.js", "./app.js\0", "app.js\0.js"),
        ("app.js", "C:/secret", "C:/secret.js"),
        ("app.js", "http://example.com/x.js", "http://example.com/x.js"),
        ("app.js", "plugin://x/y", "plugin://x/y"),
        ("app.js", "", ""),
        ("app.js", "@", "@.js"),
        ("app.js", "@vant", "@vant.js"),
        ("app.js", "comps", "comps.js"),
        ("app.js", "\ud800", "\ud800.js"),
    ],
)
def test_missing_names_the_path_of_the_platform(
    resolver: Resolver, origin: str, specifier: str, path: str
) -> None:
    found = resolver.resolve(origin, specifier)
    assert isinstance(found, Missing)
    assert found.path == path


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["", "app.js", "pages/a/a.js", "node_modules/lodash/lodash.js"]),
    st.text()
    | st.lists(st.sampled_from(["..", ".", "", "a", "lodash", "@vant", "~"])).map("/".join),
)
@example("app.js", "../" * 400)
def test_any_specifier_is_found_inside_or_missing(
    resolver: Resolver, origin: str, specifier: str
) -> None:
    found = resolver.resolve(origin, specifier)
    assert isinstance(found, Missing) or resolver.read(found) == b""


def test_missing_says_what_was_tried(resolver: Resolver) -> None:
    found = resolver.resolve("pages/a/a.js", "../c")
    assert found == Missing(
        "pages/c.js", ("pages/c", "pages/c.js", "pages/c.json", "pages/c/index.js")
    )
    found = resolver.resolve("pages/a/a.js", "none")
    assert isinstance(found, Missing)
    assert found.tried == (
        *("pages/a/none", "pages/a/none.js", "pages/a/none.json", "pages/a/none/index.js"),
        *("pages/miniprogram_npm/none", "pages/miniprogram_npm/none.js"),
        *("pages/miniprogram_npm/none.json", "pages/miniprogram_npm/none/index.js"),
        *("miniprogram_npm/none", "miniprogram_npm/none.js"),
        *("miniprogram_npm/none.json", "miniprogram_npm/none/index.js"),
        *("pages/a/node_modules/none", "pages/node_modules/none", "node_modules/none"),
        *("none", "none.js", "none.json", "none/index.js"),
    )


def test_a_package_json_that_is_broken_is_told_among_what_was_tried(resolver: Resolver) -> None:
    found = resolver.resolve("app.js", "broken/none")
    assert isinstance(found, Missing)
    broken = "node_modules/broken/package.json:1:2: expected a name in double quotes, found "
    assert f"{broken}the end of the file" in found.tried


def test_a_very_long_specifier_is_missing_and_short(resolver: Resolver) -> None:
    found = resolver.resolve("app.js", "./" + "x" * 1_000_000)
    assert isinstance(found, Missing)
    assert len(found.path) == 1024


def test_a_guest_cannot_fill_the_memory_with_names(resolver: Resolver) -> None:
    for number in range(MAX_CACHED + 10):
        resolver.resolve("app.js", f"./{number}")
    assert len(resolver._cache) == MAX_CACHED
    assert resolver.resolve("app.js", "./util") == "util.js"


def test_an_answer_is_looked_up_once_for_each_folder(tmp_path: Path) -> None:
    lay_out(tmp_path, "a/x.js a/y.js", {})
    resolver = Resolver(Package(tmp_path))
    first = resolver.resolve("a/x.js", "./none")
    assert resolver.resolve("a/y.js", "./none") is first


def outer(tmp_path: Path) -> Resolver:
    lay_out(tmp_path, "app/app.js app/node_modules/a/index.js", {})
    lay_out(tmp_path, "node_modules/a/other.js node_modules/b/main.js node_modules/b/x.js", {})
    (tmp_path / "node_modules/b/package.json").write_text('{"main": "main"}', "utf-8")
    (tmp_path / "node_modules/b/x.js").write_text("exports.x = 1", "utf-8")
    return Resolver(Package(tmp_path / "app"), Package(tmp_path / "node_modules"))


def test_node_modules_beside_the_package_are_found(tmp_path: Path) -> None:
    resolver = outer(tmp_path)
    assert resolver.resolve("app.js", "a") == "node_modules/a/index.js"
    assert resolver.resolve("app.js", "b") == "node_modules/b/main.js"
    assert resolver.resolve("node_modules/b/main.js", "./x") == "node_modules/b/x.js"
    assert resolver.text("node_modules/b/x.js") == "exports.x = 1"
    assert resolver.read("node_modules/b/x.js") == b"exports.x = 1"
    assert resolver.text("app.js") == ""
    with pytest.raises(InputError, match=r"^none\.js: no such file$"):
        resolver.text("none.js")


def test_a_built_file_that_is_not_built_is_found_where_npm_put_it(tmp_path: Path) -> None:
    lay_out(tmp_path, "app/pages/a.js node_modules/g/dist/g.js", {})
    (tmp_path / "node_modules/g/package.json").write_text('{"miniprogram": "dist"}', "utf-8")
    resolver = Resolver(Package(tmp_path / "app"), Package(tmp_path / "node_modules"))
    found = "node_modules/g/dist/g.js"
    assert resolver.resolve("pages/a.js", "/miniprogram_npm/g/g") == found
    assert resolver.resolve("pages/a.js", "../miniprogram_npm/g/g") == found


def test_links_as_pnpm_makes_them_lead_to_a_package_and_what_it_needs(tmp_path: Path) -> None:
    store = "node_modules/.pnpm/a@1/node_modules"
    lay_out(tmp_path, f"app.js {store}/a/index.js {store}/b/index.js", {})
    try:
        (tmp_path / "node_modules/a").symlink_to(".pnpm/a@1/node_modules/a", True)
    except OSError:
        pytest.skip("no links on this system")
    resolver = Resolver(Package(tmp_path))
    assert resolver.resolve("app.js", "a") == f"{store}/a/index.js"
    assert resolver.resolve(f"{store}/a/index.js", "b") == f"{store}/b/index.js"
