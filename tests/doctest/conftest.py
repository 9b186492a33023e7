"""Pages written for a test, and sessions that run them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import jshost.host
from jshost.doctest.examples import Settings
from jshost.doctest.session import Result, Session
from jshost.situations import SITUATIONS, named

Doctest = Callable[..., Session]


@pytest.fixture
def page(tmp_path: Path) -> Callable[..., Path]:
    """Write a page of blocks of JavaScript, each under a heading of its own."""

    def write(*blocks: str, name: str = "page.md") -> Path:
        texts = [f"# Block {n}\n\n```js\n{code}\n```\n" for n, code in enumerate(blocks, 1)]
        path = tmp_path / name
        path.write_text("\n".join(texts), "utf-8")
        return path

    return write


@pytest.fixture
def session() -> Doctest:
    """Make sessions, with one situation where one is given."""

    def make(*situations: str, expect: Path | None = None, **settings: Any) -> Session:
        chosen = tuple(named(name) for name in situations) or SITUATIONS
        settings = {"isolation": jshost.host.DEFAULT_ISOLATION, **settings}
        return Session(Settings(chosen, **settings), expect=expect)

    return make


def run(session: Session, *paths: Path) -> list[Result]:
    """Collect and run pages."""
    return list(session.run(session.collect(paths)))
