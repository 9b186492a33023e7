"""`jshost apis`: every API with its state, as tables and as JSON."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import pytest

from jshost import catalogue
from jshost.apis import registry
from jshost.coverage import STATES, coverage, families

from .conftest import Cli, posix

THERE = ("real", "simulated", "answered by the user")


def rows(cli: Cli, *options: str) -> list[dict[str, Any]]:
    """Return what the command prints as JSON."""
    shown = cli("apis", "--json", *options)
    assert (shown.code, shown.err) == (0, "")
    found: list[dict[str, Any]] = json.loads(shown.out)
    return found


def summary(text: str) -> dict[str, int]:
    """Return the numbers in the last line, by state."""
    last = text.splitlines()[-1]
    total, told = re.fullmatch(r"(\d+) APIs and methods: (.*)", last).groups()  # type: ignore[union-attr]
    found = {
        state: int(count)
        for state, count in re.findall(r"([a-z][a-z ]*) (\d+) \(\d+%\)(?:, |$)", told)
    }
    assert sum(found.values()) == int(total)
    return found


def test_every_declared_api_has_its_state_and_none_is_there_twice() -> None:
    surface = coverage()
    there = Counter(c.name for c in surface if c.state in THERE and "EventChannel" not in c.name)
    declared = [api for api in registry() if api.slot is None and not api.needs_view]
    assert there == Counter(api.name for api in declared)
    assert max(Counter(c.name for c in surface).values()) == 1
    assert {c.state for c in surface} == set(STATES)


def test_every_documented_api_is_there() -> None:
    names = {covered.name for covered in coverage()}
    assert {documented.name for documented in catalogue.documented()} <= names
    # All that canIUse knows, each in one family.
    apis = [d.name for d in catalogue.documented() if "." not in d.name]
    assert [name for name in apis if catalogue.since(name) is None] == []
    assert len(apis) == len(set(apis)) == 508


def test_what_is_documented_of_declared_apis_is_what_is_declared() -> None:
    # Two are declared beside what they belong to; the scope of a method is not in the catalogue,
    # nor what returns a NodesRef. The typings date four methods by one of their parameters.
    differing = {"authorize", "nextTick", "RecorderManager.start"} | {
        f"NodesRef.{name}" for name in ("boundingClientRect", "fields", "scrollOffset")
    }
    differing |= {
        f"FileSystemManager.{name}Sync" for name in ("mkdir", "readFile", "rmdir", "stat")
    }
    # One is undated, one is older than the task that it returns, one has its scope on its own page.
    differing |= {"checkDeviceSupportHevc", "connectSocket", "addPhoneRepeatCalendar"}
    covered = {c.name: (c.since, c.scope, c.family) for c in coverage()}
    found = {
        documented.name
        for documented in catalogue.documented()
        if covered[documented.name] != (documented.since, documented.scope, documented.family)
    }
    assert found == differing


def test_names_that_need_the_view_layer_exist() -> None:
    surface = coverage()
    known = {covered.name.partition(".")[0] for covered in surface}
    assert known >= catalogue.NEEDS_VIEW
    rendered = {api.name.partition(".")[0] for api in registry() if not api.needs_view}
    assert rendered & catalogue.NEEDS_VIEW == set()


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("setStorageSync", "real"),
        ("EventChannel.once", "real"),
        ("openLocation", "simulated"),
        ("RecorderManager.onStop", "simulated"),
        ("showModal", "answered by the user"),
        ("authorize", "answered by the user"),
        ("RecorderManager.start", "answered by the user"),
        ("createSelectorQuery", "needs the view layer"),
        ("SelectorQuery.exec", "needs the view layer"),
        ("createVideoContext", "needs the view layer"),
        ("CanvasContext.arc", "simulated"),
        ("CanvasContext.measureText", "needs the view layer"),
        ("Animation.export", "real"),
    ],
)
def test_state(name: str, state: str) -> None:
    (covered,) = [c for c in coverage() if c.name == name]
    assert covered.state == state


def test_a_method_comes_with_its_factory_at_the_earliest() -> None:
    since = {covered.name: covered.since for covered in coverage()}
    assert since["RecorderManager.start"] == "1.6.0"
    assert since["InnerAudioContext.play"] == since["createInnerAudioContext"] == "1.6.0"
    assert since["getLocation"] == "1.0.0"


def test_tables_have_everything(cli: Cli) -> None:
    shown = cli("apis")
    assert (shown.code, shown.err) == (0, "")
    lines = shown.out.splitlines()
    assert {line.split()[0] for line in lines if line.startswith("  ")} == {
        covered.name for covered in coverage()
    }
    assert [line for line in lines if line != line.rstrip() or "\x1b" in line] == []
    heads = [line.split(": ")[0] for line in lines[:-1] if re.match(r"\S", line)]
    assert heads == list(families(coverage()))
    by_state = Counter(covered.state for covered in coverage())
    assert summary(shown.out) == by_state


def test_a_family_is_a_table_and_a_summary(cli: Cli) -> None:
    shown = cli("apis", "--family", "open-api/setting")
    assert shown.out == (
        "open-api/setting: 3 of 3\n"
        "  authorize    answered by the user  1.2.0\n"
        "  getSetting   real                  1.2.0\n"
        "  openSetting  answered by the user  1.1.0\n"
        "\n"
        "3 APIs and methods: real 1 (33%), answered by the user 2 (67%)\n"
    )


def test_json(cli: Cli) -> None:
    found = rows(cli)
    assert found == [covered.asdict() for covered in coverage()]
    assert {
        "name": "getLocation",
        "state": "answered by the user",
        "since": "1.0.0",
        "scope": "scope.userLocation",
        "family": "location",
    } in found


def test_missing_is_what_there_is_not(cli: Cli) -> None:
    everything, missing = rows(cli), rows(cli, "--missing")
    assert missing == [row for row in everything if row["state"] not in THERE]
    shown = cli("apis", "--missing", "--family", "location").out
    assert "choosePoi" in shown
    assert "getLocation" not in shown
    # The summary is about all of it.
    assert "answered by the user" in summary(shown)


def test_nothing_missing(cli: Cli) -> None:
    assert rows(cli, "--missing", "--family", "media/recorder") == []
    shown = cli("apis", "--missing", "--family", "media/recorder")
    assert len(shown.out.splitlines()) == 1


def test_a_family_has_those_below_it(cli: Cli) -> None:
    found = {row["family"] for row in rows(cli, "--family", "base")}
    assert {"base", "base/env", "base/app/app-event"} <= found
    assert {family.split("/")[0] for family in found} == {"base"}


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("locaton", "; did you mean location?"),
        ("recorder", "; did you mean media/recorder?"),
        ("devices", "; did you mean device?"),
        ("zzz", "; known are ad, ai, base, "),
        ("", "; known are ad, ai, base, "),
        ("a\nb[red]", "; known are ad, ai, base, "),
    ],
)
def test_unknown_family(cli: Cli, name: str, hint: str) -> None:
    error = cli("apis", "--family", name).refused(2)
    assert error.startswith(f"there is no family {name!r}{hint}")


@posix
def test_who_reads_only_the_beginning_hears_of_no_fault(cli: Cli) -> None:
    assert cli.shell("$J apis | head -n 1").out == "ad: 0 of 21\n"
