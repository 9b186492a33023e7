"""What tests of the APIs share: a phone with a picture and a video, and programs that say what
they see.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jshost import Host
from jshost.world.microphone import Recording

from .calls import SAMPLES, CallApi, Play, player, script
from .media import picture, video

PNG = picture()
MP4 = video()
WAV = Recording(format="wav").encode(1000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A mini program's package, with a picture, a video and a document in it."""
    folder = tmp_path / "package"
    (folder / "images").mkdir(parents=True)
    (folder / "a.png").write_bytes(PNG)
    (folder / "images" / "b.png").write_bytes(PNG + b" of b")
    (folder / "a.mp4").write_bytes(MP4)
    (folder / "a.wav").write_bytes(WAV)
    (folder / "a.pdf").write_bytes(b"%PDF-1.7")
    return folder


@pytest.fixture
def play(make_host: Callable[..., Host], folder: Path) -> Play:
    """Run a script that reports with `say(value)` and return the host. Everything is allowed,
    unless said otherwise.
    """
    return player(make_host, folder)


@pytest.fixture
def heard() -> Callable[[Host], list[Any]]:
    """Return what a host's guest said."""
    return lambda host: [json.loads(record.message) for record in host.console]


@pytest.fixture
def call(play: Play, heard: Callable[[Host], list[Any]]) -> CallApi:
    """Make an API's good call, or one with other options; return how it ended, and the result."""

    def call(api: str, options: str | None = None, **settings: Any) -> tuple[str, Any]:
        host = play(script(api, options), file=SAMPLES[api].file, **settings)
        (said,) = heard(host)
        assert host.errors == []
        return said[0], said[1]

    return call
