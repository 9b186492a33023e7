"""The libraries do in a guest what they do in node."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jshost import Host, Limits
from tests.corpus.layout import Program
from tests.corpus.reasons import PROBES

HERE = Path(__file__).parent / "libraries"
LIBRARIES = sorted(path.stem for path in HERE.glob("*.json"))
NODE = shutil.which("node")
SLOW = Limits(cpu=60, wall=120)
"""For big numbers, on a machine that does other things too."""

pytestmark = pytest.mark.corpus


def expected(library: str) -> dict[str, Any]:
    """Return what each of a library's probes gives."""
    found: dict[str, Any] = json.loads((HERE / f"{library}.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("library", LIBRARIES)
def test_in_a_guest(
    lay_out: Callable[..., Program], make_host: Callable[..., Host], library: str
) -> None:
    program = lay_out("libraries", library)
    shutil.copy(HERE / "run.js", program.folder)
    shutil.copy(HERE / f"{library}.js", program.folder / "probes.js")
    host = make_host(limits=SLOW)
    host.run(program.folder)
    host.run_until_idle(timeout=120)
    assert host.errors == []
    found = json.loads(host.eval("getApp().found"))
    assert without_differences(found, library) == without_differences(expected(library), library)
    for probe, reason in PROBES.get(library, {}).items():
        assert reason.explains(str(found[probe])), f"{probe}: {found[probe]}; {reason.why}"


@pytest.mark.skipif(NODE is None, reason="node is not installed")
@pytest.mark.parametrize("library", LIBRARIES)
def test_in_node(packages: Path, library: str) -> None:
    command = [str(NODE), str(HERE / "run.js"), f"./{library}.js"]
    environment = {**os.environ, "NODE_PATH": str(packages)}
    done = subprocess.run(command, env=environment, capture_output=True, timeout=60, check=True)
    assert json.loads(done.stdout) == expected(library)


def without_differences(found: dict[str, Any], library: str) -> dict[str, Any]:
    """Leave out the probes that are known to differ."""
    return {probe: v for probe, v in found.items() if probe not in PROBES.get(library, {})}


def test_computed(lay_out: Callable[..., Program], make_host: Callable[..., Host]) -> None:
    program = lay_out("computed", "miniprogram-computed", "mobx-miniprogram")
    host = make_host()
    host.run(program.folder)
    assert shown(host) == {"sum": 4, "twice": 4, "more": 9, "first": 1, "seen": []}
    host.page.tap("onTap")
    seen: list[Any] = [[11, 1, 1, 1]]
    assert shown(host) == {"sum": 14, "twice": 4, "more": 19, "first": 1, "seen": seen}
    host.page.tap("onChange")
    seen += [[11, 2, 11, 1], 5, 1]
    assert shown(host) == {"sum": 15, "twice": 4, "more": 20, "first": 5, "seen": seen}
    host.page.tap("onQuietly")
    assert shown(host) == {"sum": 13, "twice": 4, "more": 18, "first": 5, "seen": seen}
    assert host.errors == []


def shown(host: Host) -> dict[str, Any]:
    """Return what the page of the program in programs/computed has worked out."""
    data = host.page.data
    return {key: data[key] for key in ("sum", "twice", "more", "first", "seen")}
