"""Packages are fetched once; a machine without npm or its registry skips what needs them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.corpus.conftest import REQUIRED, obtain
from tests.corpus.download import HERE, VERSIONS, Broken, Unavailable, fetch

posix = pytest.mark.skipif(os.name != "posix", reason="runs a shell script in the place of npm")

INSTALLS = '[ "$1" = view ] || /bin/mkdir node_modules'


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put a shell script in the place of npm, and nothing else on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.delenv(REQUIRED, raising=False)

    def script(text: str) -> None:
        (folder / "npm").write_text(f"#!/bin/sh\n{text}\n")
        (folder / "npm").chmod(0o755)

    return script


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    folder = tmp_path / "cache"
    folder.mkdir()
    return folder


@posix
def test_packages_are_kept(npm: Callable[[str], None], cache: Path) -> None:
    npm(INSTALLS)
    folder = fetch(cache)
    assert folder.is_dir()
    npm("exit 1")
    assert fetch(cache) == folder
    assert len(list(cache.iterdir())) == 1


def test_without_npm(npm: Callable[[str], None], cache: Path) -> None:
    with pytest.raises(Unavailable, match="npm is not installed"):
        fetch(cache)
    assert list(cache.iterdir()) == []


@posix
def test_without_a_registry(npm: Callable[[str], None], cache: Path) -> None:
    npm("echo 'npm error code ENOTFOUND' >&2; exit 1")
    with pytest.raises(pytest.skip.Exception, match=r"registry .*\(npm view: ENOTFOUND\)"):
        obtain(cache)
    assert list(cache.iterdir()) == []


@posix
def test_a_machine_that_has_to_have_them(
    npm: Callable[[str], None], cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    npm("exit 7")
    monkeypatch.setenv(REQUIRED, "require")
    with pytest.raises(pytest.fail.Exception, match="exit code 7"):
        obtain(cache)


@posix
def test_packages_that_are_not_those_that_were_pinned(
    npm: Callable[[str], None], cache: Path
) -> None:
    npm('[ "$1" = view ] && exit; echo "npm ERR! code EINTEGRITY" >&2; exit 1')
    with pytest.raises(Broken, match=r"npm ci: .*EINTEGRITY"):
        fetch(cache)
    with pytest.raises(pytest.fail.Exception, match="EINTEGRITY"):
        obtain(cache)


def test_everything_is_pinned() -> None:
    lock = json.loads((HERE / "package-lock.json").read_text("utf-8"))["packages"]
    assert lock.pop("")["dependencies"] == VERSIONS
    for path, package in lock.items():
        assert package["integrity"].startswith("sha512-"), path
        name = path.removeprefix("node_modules/")
        assert VERSIONS.get(name, package["version"]) == package["version"]
        assert "hasInstallScript" not in package
