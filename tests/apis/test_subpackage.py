"""分包加载: wx.preDownloadSubpackage, and worker threads from a package of their own."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jshost import Host
from jshost.differences import LATEST

from .calls import PROGRAM, CallApi, Play
from .samples.sample import INDEX

APART = {
    "app.json": json.dumps(
        {**json.loads(PROGRAM["app.json"]), "workers": {"path": "workers", "isSubpackage": True}}
    ),
    "workers/idle.js": "// é\n",
    "workers/inner/more.js": "0;",
}
START = (
    """try { wx.createWorker('workers/idle.js'); say('started'); } catch (e) { say(e.errMsg); }"""
)
LOAD = """wx.preDownloadSubpackage({ packageType: 'workers', complete(r) {
    say(r.errMsg);
    %s
} })"""
NOT_LOADED = "fail the subpackage of workers is not loaded; call wx.preDownloadSubpackage first"


def apart(play: Play, script: str, **settings: Any) -> Host:
    """Run a script in a program whose workers are in a package of their own."""
    return play(script, file=INDEX, files=APART, **settings)


def test_workers_can_be_started_once_they_are_loaded(play: Play, heard: Any) -> None:
    host = apart(play, START + LOAD % START)
    assert heard(host) == [f"createWorker:{NOT_LOADED}", "preDownloadSubpackage:ok", "started"]
    assert host.phone.subpackages == {"workers"}


def test_progress(play: Play, heard: Any) -> None:
    host = apart(play, f"const task = {LOAD % ''}; task.onProgressUpdate(say);")
    progress = {"progress": 100, "totalBytesWritten": 8, "totalBytesExpectedToWrite": 8}
    assert heard(host) == [progress, "preDownloadSubpackage:ok"]


@pytest.mark.parametrize(
    ("library", "starts"), [("2.27.2", "started"), (LATEST, f"createWorker:{NOT_LOADED}")]
)
def test_older_libraries_have_no_such_packages(
    play: Play, heard: Any, library: str, starts: str
) -> None:
    assert heard(apart(play, START, base_library=library)) == [starts]


def test_workers_in_the_main_package(play: Play, heard: Any) -> None:
    script = f"{START} const task = {LOAD % ''}; task.onProgressUpdate(say);"
    host = play(script, file=INDEX)
    assert heard(host) == ["started", "preDownloadSubpackage:ok"]
    assert host.phone.subpackages == set()


def test_a_script_has_no_workers(play: Play, heard: Any) -> None:
    text = "preDownloadSubpackage:fail workers is not declared in app.json"
    assert heard(play(LOAD % "")) == [text]


@pytest.mark.parametrize("kind", ["", "normal", "a\\u202eb"])
def test_other_types(call: CallApi, kind: str) -> None:
    outcome, result = call("preDownloadSubpackage", f"packageType: '{kind}'")
    assert outcome == "fail"
    assert result["errMsg"].startswith(
        'preDownloadSubpackage:fail parameter error: invalid packageType "'
    )


def test_a_fresh_run_has_loaded_nothing(play: Play) -> None:
    host = apart(play, LOAD % "")
    host.reset()
    assert host.phone.subpackages == set()
