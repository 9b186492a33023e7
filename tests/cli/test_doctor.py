"""`jshost doctor`: what it shows, as a table and as JSON."""

from __future__ import annotations

import json
import os
import sys

import pytest

from jshost.engine.confinement import LAYERS

from .conftest import Cli, posix

NAMES = ["process", *LAYERS]


def test_everything_is_shown_in_a_table(cli: Cli) -> None:
    shown = cli("doctor")
    rows = [line.split("  ")[0] for line in shown.out.splitlines()]
    protections = [f"protection: {name}" for name in NAMES]
    assert rows == ["engine", *protections, "state folder", "python", "system", "terminal"]
    assert shown.err == ""
    assert sys.version.split()[0] in shown.out
    assert str(cli.state) in shown.out


def test_json_has_the_same(cli: Cli) -> None:
    shown = cli("doctor", "--json")
    report = json.loads(shown.out)
    assert report["engine"]["name"] in ("quickjs", "quickjs-ng")
    assert [layer["name"] for layer in report["protections"]] == NAMES
    for layer in report["protections"]:
        assert layer["active"] == (layer["missing"] is None)
    assert report["state"] == {"folder": str(cli.state), "exists": False, "problem": None}
    assert report["terminal"]["stdout"] is False
    assert report["ok"] == all(layer["active"] for layer in report["protections"])
    assert shown.code == (0 if report["ok"] else 1)


@pytest.mark.skipif(sys.platform != "linux", reason="has all of them")
def test_protections_are_those_of_a_worker_that_was_started(cli: Cli) -> None:
    report = json.loads(cli("doctor", "--json").out)
    missing = {layer["name"]: layer["missing"] for layer in report["protections"]}
    # What the kernel of this machine may lack.
    needed = {"process", "environment", "descriptors", "limits", "parent death"}
    assert {name for name in needed if missing[name]} == set()


def test_a_state_folder_that_cannot_be_used_is_missing(cli: Cli) -> None:
    cli.write("file", "")
    shown = cli("doctor", JSHOST_STATE=str(cli.folder / "file" / "state"))
    assert shown.code == 1
    [row] = [line for line in shown.out.splitlines() if line.startswith("state folder")]
    assert "missing" in row
    assert "is no folder" in row


@posix
@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_state_folder_that_is_not_ours_is_missing(cli: Cli) -> None:
    shown = cli("doctor", JSHOST_STATE="/proc/1/cwd/state")
    assert shown.code == 1
    assert "cannot be written" in shown.out


def test_names_cannot_move_the_cursor(cli: Cli) -> None:
    shown = cli("doctor", JSHOST_STATE=str(cli.folder / "a\x1b[2Jb"))
    assert "\x1b" not in shown.out
    assert "a\\x1b[2Jb" in shown.out


def test_too_many_arguments_are_told(cli: Cli) -> None:
    assert cli("doctor", "more").code == 2
