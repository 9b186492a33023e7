"""The packages, fetched once for all runs, and the folders of the programs that use them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.corpus.download import Broken, Unavailable, fetch
from tests.corpus.layout import PROGRAMS, Program

REQUIRED = "JSHOST_CORPUS"
"""An environment variable; `require` makes packages that are missing a failure."""


@pytest.fixture(scope="session")
def packages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder node_modules with the packages of package.json; skips where they cannot be had."""
    # Not there with -p no:cacheprovider.
    cache = getattr(request.config, "cache", None)
    return obtain(cache.mkdir("corpus") if cache else tmp_path_factory.mktemp("corpus"))


def obtain(cache: Path) -> Path:
    """Fetch the packages into a cache folder, or skip the test."""
    try:
        return fetch(cache)
    except Broken as error:
        pytest.fail(str(error), pytrace=False)
    except Unavailable as error:
        if os.environ.get(REQUIRED) == "require":
            pytest.fail(f"{error}, and {REQUIRED}=require wants it", pytrace=False)
        pytest.skip(f"{error}; {REQUIRED}=require makes this a failure")


@pytest.fixture
def lay_out(packages: Path, tmp_path: Path) -> Callable[..., Program]:
    """Lay out a program of this folder in a fresh one, with packages in its node_modules."""

    def make(name: str, *wanted: str) -> Program:
        program = Program.copied(PROGRAMS / name, tmp_path / name)
        for package in wanted:
            program.install(packages, package)
        return program

    return make
