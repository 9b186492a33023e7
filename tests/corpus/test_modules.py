"""Every module of the libraries loads, but for those that have a reason not to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from jshost import Host
from tests.corpus.download import VERSIONS
from tests.corpus.layout import Program
from tests.corpus.reasons import MODULES

FILES = {
    "@vant/weapp": ("lib", "dist"),
    "crypto-js": (".",),
    "dayjs": (".",),
    "lodash": (".",),
    "miniprogram-computed": ("dist",),
    "miniprogram-gesture": ("dist", "src"),
    "miniprogram-sm-crypto": ("miniprogram_dist", "src"),
    "mobx-miniprogram": ("dist",),
    "tdesign-miniprogram": ("miniprogram_dist",),
    "weui-miniprogram": ("miniprogram_dist",),
    "wux-weapp": ("packages",),
}
"""The folders of each package that have modules for mini programs."""


NAMES = (
    "@vant/weapp/toast/toast",
    "@vant/weapp/dist/dialog/dialog",
    "crypto-js",
    "crypto-js/sha256",
    "dayjs",
    "dayjs/plugin/utc",
    "lodash",
    "lodash/fp",
    "lodash/debounce.js",
    "miniprogram-computed",
    "miniprogram-gesture/gesture",
    "miniprogram-sm-crypto",
    "mobx-miniprogram",
    "tdesign-miniprogram/toast/index",
    "tdesign-miniprogram/miniprogram_dist/common/utils",
    "weui-miniprogram/dialog/dialog",
    "wux-weapp",
    "wux-weapp/toast/index",
)
"""By what names programs require some of them."""

Load = Callable[..., tuple[set[str], dict[str, str]]]


@pytest.fixture
def load(lay_out: Callable[..., Program], make_host: Callable[..., Host]) -> Load:
    """Require each of `names` in a program that has packages in its node_modules; return what
    loaded and, by name, what the others threw.
    """

    def run(names: Iterable[str], *packages: str) -> tuple[set[str], dict[str, str]]:
        program = lay_out("modules", *packages)
        program.write("modules.json", list(names))
        host = make_host()
        host.run(program.folder)
        host.run_until_idle(timeout=60)
        assert host.errors == []
        app = json.loads(host.eval("JSON.stringify(getApp())"))
        return set(app["loaded"]), app["failed"]

    return run


def modules_of(package: Path, folders: tuple[str, ...]) -> list[str]:
    """Return the paths of a package's modules."""
    found = (path for folder in folders for path in (package / folder).rglob("*.js"))
    return sorted(path.relative_to(package).as_posix() for path in found)


@pytest.mark.corpus
@pytest.mark.parametrize("package", FILES)
def test_every_module_loads(load: Load, packages: Path, package: str) -> None:
    modules = modules_of(packages / package, FILES[package])
    assert modules
    # From the root: no other file of the package can be meant.
    prefix = f"/node_modules/{package}/"
    loaded, thrown = load([prefix + path for path in modules], package)
    failed = {path.removeprefix(prefix): text for path, text in thrown.items()}
    assert {*loaded, *thrown} == {prefix + path for path in modules}
    reasons = MODULES.get(package, {})
    unexplained = {
        path: text
        for path, text in failed.items()
        if path not in reasons or not reasons[path].explains(text)
    }
    assert unexplained == {}
    assert [path for path in reasons if path not in failed] == [], "these load after all"


@pytest.mark.corpus
def test_modules_load_by_the_names_that_programs_use(load: Load) -> None:
    loaded, failed = load(NAMES, *FILES)
    assert failed == {}
    assert loaded == {*NAMES}


def test_every_package_is_read() -> None:
    assert sorted(FILES) == sorted(VERSIONS)
    assert set(MODULES) <= set(FILES)
