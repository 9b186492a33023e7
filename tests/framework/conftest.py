"""What tests of mini programs share: small projects that are written to a folder and run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pytest

from jshost import Host
from jshost.trace import EventRecord

Files = dict[str, Any]
Said = Callable[[Host], list[str]]

INDEX = "pages/index/index"


class Program(Protocol):
    """Starts a mini program from its files and returns its host."""

    def __call__(self, files: Files, *, run: bool = True, **settings: Any) -> Host: ...


def write(root: Path, files: Files) -> Path:
    """Lay out a project. What is no text is written as JSON, None is left out; app.js and app.json
    are made up where they are not given: the pages are the scripts below pages/, in order.
    """
    pages = [name[:-3] for name in files if name.startswith("pages/") and name.endswith(".js")]
    whole = {"app.js": "App({})", "app.json": {}, **files}
    if isinstance(whole["app.json"], dict):
        whole["app.json"] = {"pages": pages, **whole["app.json"]}
    for name, content in whole.items():
        if content is None:
            continue
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        path.write_text(text, "utf-8")
    return root


@pytest.fixture
def program(tmp_path: Path, make_host: Callable[..., Host]) -> Program:
    """Run a project of these files until its first page is ready. `launch` says how it is entered;
    all else are the host's settings.
    """

    def program(files: Files, *, run: bool = True, **settings: Any) -> Host:
        launch = settings.pop("launch", None)
        host = make_host(project=write(tmp_path, files), **settings)
        if run:
            host.run(launch=launch)
        return host

    return program


@pytest.fixture
def page(program: Program) -> Program:
    """Run a project of one page, which is given as what its script is."""

    def page(script: Any, *, run: bool = True, **settings: Any) -> Host:
        more = settings.pop("files", {})
        return program({f"{INDEX}.js": script, **more}, run=run, **settings)

    return page


def events(host: Host, name: str) -> list[Any]:
    """Return the details of the events of one name, in order."""
    return [record.detail for record in host.trace.of(EventRecord) if record.name == name]


def messages(host: Host) -> list[str]:
    """Return the messages of the errors, in order."""
    return [error.message for error in host.errors]
