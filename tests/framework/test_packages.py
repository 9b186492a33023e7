"""Subpackages: which files run, and when."""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Host
from jshost.world.launch import Launch

from .conftest import Files, Program, Said

APP = """
  console.log('app.js');
  App({ onLaunch(o) { console.log('onLaunch', o.path) }, onShow() { console.log('onShow') } });
"""


def script(name: str) -> str:
    page = f"Page({{ onLoad() {{ console.log('{name}') }} }})"
    return f"console.log('{name}.js', typeof getApp()); {page}"


def packaged(independent: bool = False, **app: Any) -> Files:
    """Return a program with two pages, and two in each of two subpackages."""
    packages = [
        {"root": "one", "pages": ["x", "y"], "independent": independent},
        {"root": "two", "pages": ["z"]},
    ]
    pages = {"pages/a.js": script("a"), "pages/b.js": script("b")}
    inner = {f"{path}.js": script(path[-1]) for path in ("one/x", "one/y", "two/z")}
    return {"app.js": APP, "app.json": {"subPackages": packages, **app}, **pages, **inner}


def new(host: Host, said: Said, before: int) -> str:
    return ", ".join(said(host)[before:])


def test_files_of_a_package_run_when_it_is_entered(program: Program, said: Said) -> None:
    host = program(packaged())
    # F: all pages of a package are run before the first one is shown.
    assert new(host, said, 0) == ("app.js, onLaunch pages/a, a.js object, b.js object, onShow, a")
    before = len(said(host))
    host.navigate("/one/y")
    assert new(host, said, before) == "x.js object, y.js object, y"
    before = len(said(host))
    host.navigate("/one/x")
    host.navigate("/pages/b")
    host.navigate("/two/z")
    assert new(host, said, before) == "x, b, z.js object, z"


def test_launch_of_a_subpackage(program: Program, said: Said) -> None:
    # D (subpackages): the main package is loaded first.
    host = program(packaged(), launch=Launch("two/z"))
    assert new(host, said, 0) == (
        "app.js, onLaunch two/z, a.js object, b.js object, onShow, z.js object, z"
    )


def test_independent_package(program: Program, said: Said) -> None:
    # D (independent): without the main package there is no App.
    host = program(packaged(True), launch=Launch("one/x"))
    assert new(host, said, 0) == "x.js undefined, y.js undefined, x"
    before = len(said(host))
    host.navigate("/one/y")
    assert new(host, said, before) == "y"
    before = len(said(host))
    host.navigate("/pages/b")
    # D: onLaunch and the first onShow, when a page of the main package is entered first.
    assert new(host, said, before) == (
        "app.js, onLaunch one/x, a.js object, b.js object, onShow, b"
    )


@pytest.mark.parametrize("to", ["two/z", "pages/a"])
def test_from_an_independent_package(program: Program, said: Said, to: str) -> None:
    host = program(packaged(True), launch=Launch("one/x"))
    host.navigate(f"/{to}")
    assert said(host).count("app.js") == 1
    assert said(host)[-1] == to[-1]


def test_independent_package_after_the_main_one(program: Program, said: Said) -> None:
    host = program(packaged(True))
    before = len(said(host))
    host.navigate("/one/x")
    assert new(host, said, before) == "x.js object, y.js object, x"


def test_lazy_code_loading(program: Program, said: Said) -> None:
    host = program(packaged(lazyCodeLoading="requiredComponents"))
    assert new(host, said, 0) == "app.js, onLaunch pages/a, onShow, a.js object, a"
    before = len(said(host))
    for url in ("/pages/b", "/one/y", "/pages/b"):
        host.navigate(url)
    assert new(host, said, before) == "b.js object, b, y.js object, y, b"


def test_relative_url_between_packages(program: Program) -> None:
    host = program(packaged())
    host.navigate("../one/x")
    host.navigate("y")
    assert [page.route for page in host.pages] == ["pages/a", "one/x", "one/y"]


def test_module_of_two_packages_runs_once(program: Program, said: Said) -> None:
    files = packaged()
    files["pages/a.js"] = files["one/x.js"] = "require('/util'); Page({})"
    host = program({**files, "util.js": "console.log('util')"})
    host.navigate("/one/x")
    assert said(host).count("util") == 1
