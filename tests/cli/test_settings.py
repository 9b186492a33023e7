"""`jshost settings`, and what the state folder keeps under stress."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from jshost.database import Database
from jshost.errors import StateError
from jshost.permissions.store import StoredGrants

from .conftest import SEED, Cli, Outcome, outcome

NOTHING = Outcome(0, "", "nothing was decided yet\n")
SCOPES = ("scope.userInfo", "scope.userLocation", "scope.address", "scope.werun",
          "scope.record", "scope.camera", "scope.bluetooth", "scope.addPhoneContact")  # fmt: skip

# -- the commands ---------------------------------------------------------------------------------


def test_list_of_nothing(cli: Cli) -> None:
    assert cli("settings", "list") == NOTHING


def test_list(cli: Cli) -> None:
    cli("run", cli.write("录音.js", SEED), "--app-id", "wx1", "--answer", "scope.record=allow")
    cli("run", cli.write("b.js", SEED), "--app-id", "wx2", "--answer", "scope.record=deny")
    shown = cli("settings", "list")
    assert (shown.code, shown.err) == (0, "")
    assert [row.split() for row in shown.out.splitlines()] == [
        ["APP", "ID", "TITLE", "SCOPE", "STATE"],
        ["wx1", "录音.js", "scope.record", "granted"],
        ["wx2", "b.js", "scope.record", "denied"],
    ]
    assert len(cli("settings", "list", "--app-id", "wx2").out.splitlines()) == 2
    assert cli("settings", "list", "--app-id", "wx3") == NOTHING


def test_uninstall(cli: Cli) -> None:
    write = (
        "wx.getFileSystemManager().writeFileSync(`${wx.env.USER_DATA_PATH}/a`, 'x');"
        " wx.setStorageSync('k', 1);"
    )
    for app in ("wx1", "wx2"):
        cli("run", cli.write("a.js", write), "--app-id", app, "--grant", "scope.record")
    assert cli("settings", "uninstall").code == 2
    assert cli("settings", "uninstall", "--app-id", "wx1") == Outcome(0, "", "")
    look = (
        "console.log(wx.getStorageSync('k'), wx.getFileSystemManager().readdirSync("
        "wx.env.USER_DATA_PATH).length)"
    )
    for app, shown in (("wx1", " 0\n"), ("wx2", "1 1\n")):
        assert cli("run", cli.write("b.js", look), "--app-id", app).out == shown
    assert cli("settings", "list", "--app-id", "wx1") == NOTHING


def test_list_lines_up_wide_titles(cli: Cli) -> None:
    from .test_bad_input import cells

    for name in ("录音.js", "recorder.js"):
        cli("run", cli.write(name, ""), "--grant", "scope.record")
    columns = {
        cells(row.partition("scope.record")[0])
        for row in cli("settings", "list").out.splitlines()[1:]
    }
    assert len(columns) == 1


@pytest.mark.parametrize(
    "encoding",
    [
        "ascii",
        pytest.param(
            "cp1252",
        ),
    ],
)
def test_list_where_titles_cannot_be_written(cli: Cli, encoding: str) -> None:
    cli("run", cli.write("录音.js", ""), "--grant", "scope.record")
    shown = cli("settings", "list", PYTHONIOENCODING=encoding)
    assert shown.code == 0
    assert "scope.record  granted" in shown.out


def test_grant_deny_reset(cli: Cli) -> None:
    cli.run(SEED)  # asks, and nobody answers
    for command, expected in (
        (("grant", "scope.record"), {"scope.record": "granted"}),
        (("deny", "scope.camera"), {"scope.camera": "denied", "scope.record": "granted"}),
        (("deny", "scope.record"), {"scope.camera": "denied", "scope.record": "denied"}),
        (("reset", "scope.record"), {"scope.camera": "denied"}),
        (("reset",), {}),
    ):
        assert cli("settings", *command) == Outcome(0, "", "")
        assert cli.recorded() == expected


def test_program_sees_what_settings_decide(cli: Cli) -> None:
    cli.run(SEED, "--answer", "scope.record=deny")
    cli("settings", "grant", "scope.record")
    script = "wx.authorize({ scope: 'scope.record', success() { console.log('now') } })"
    assert cli.run(script, "--on-prompt", "fail") == Outcome(0, "now\n", "")


def test_app_id_says_which(cli: Cli) -> None:
    for app_id in ("wx1", "wx2"):
        cli.run("", "--app-id", app_id, "--grant", "scope.record")
    cli("settings", "reset", "--app-id", "wx1")
    assert [row.split()[0] for row in cli("settings", "list").out.splitlines()[1:]] == ["wx2"]


@pytest.mark.parametrize(
    "command", [("grant", "scope.record"), ("deny", "scope.record"), ("reset",)]
)
def test_which_app_has_to_be_clear(cli: Cli, command: tuple[str, ...]) -> None:
    assert cli("settings", *command).refused(2).startswith("no app has run yet")
    for app_id in ("wx1", "wx2"):
        cli.run("", "--app-id", app_id, "--grant", "scope.record")
    assert cli("settings", *command).refused(2).startswith("2 apps have run")


@pytest.mark.parametrize("command", ["grant", "deny", "reset"])
def test_unknown_scope(cli: Cli, command: str) -> None:
    error = cli("settings", command, "scope.recrod", "--app-id", "wx1").refused(2)
    assert error == "unknown scope 'scope.recrod'; did you mean scope.record?"
    assert not cli.state.exists()


# -- under stress ---------------------------------------------------------------------------------


def open_and_grant(folder: Path, scope: str, barrier: Any, results: Any) -> None:
    """Record one decision, at the same time as others do."""
    barrier.wait()
    try:
        database = Database(folder)
        StoredGrants(database, "wx1").put(scope, "granted")
        database.close()
        results.put("")
    except StateError as error:
        results.put(str(error))


def test_fresh_state_folder_is_made_by_many_at_once(tmp_path: Path) -> None:
    context = get_context("spawn")
    rounds = 40
    barrier, results = context.Barrier(8), context.Queue()
    workers = [
        context.Process(target=open_in_rounds, args=(tmp_path, scope, rounds, barrier, results))
        for scope in SCOPES
    ]
    for worker in workers:
        worker.start()
    failures = {results.get(timeout=30) for _ in range(rounds * len(workers))}
    for worker in workers:
        worker.join()
        worker.close()
    results.close()
    results.join_thread()
    assert failures == {""}


def open_in_rounds(folder: Path, scope: str, rounds: int, barrier: Any, results: Any) -> None:
    """Record one decision in each of many fresh state folders."""
    for number in range(rounds):
        open_and_grant(folder / str(number), scope, barrier, results)


def test_processes_at_once_lose_nothing(cli: Cli) -> None:
    cli.write("main.js", "")
    with ExitStack() as stack:
        running = [
            stack.enter_context(cli.start("run", "main.js", "--app-id", "wx1", "--grant", scope))
            for scope in SCOPES
        ]
        for process in running:
            out, err = process.communicate(timeout=30)
            assert outcome(process.returncode, out, err) == Outcome(0, "", "")
    assert cli.recorded() == dict.fromkeys(sorted(SCOPES), "granted")


def test_processes_at_once_in_a_folder_that_exists(cli: Cli) -> None:
    cli.run("")
    with ExitStack() as stack:
        running = [
            stack.enter_context(cli.start("run", "main.js", "--app-id", "wx1", "--grant", scope))
            for scope in SCOPES
        ]
        for process in running:
            out, err = process.communicate(timeout=30)
            assert outcome(process.returncode, out, err) == Outcome(0, "", "")
    assert cli.recorded() == dict.fromkeys(sorted(SCOPES), "granted")


def lines_until_killed(cli: Cli, script: str, count: int, *options: str) -> Iterator[str]:
    """Run a script, kill it without warning when it has written `count` lines, and yield them."""
    with cli.start("run", cli.write("main.js", script), *options) as process:
        assert process.stdout is not None
        for _ in range(count):
            yield process.stdout.readline().decode().rstrip()
        process.kill()


def test_killed_after_storing(cli: Cli) -> None:
    script = """
      wx.setStorageSync('sync', { a: [1] })
      wx.setStorage({ key: 'async', data: '好', success() { console.log('stored') } })
      setTimeout(function () {}, 60000)
    """
    assert list(lines_until_killed(cli, script, 1)) == ["stored"]
    read = "console.log(JSON.stringify([wx.getStorageSync('sync'), wx.getStorageSync('async')]))"
    assert json.loads(cli.run(read).out) == [{"a": [1]}, "好"]


def test_killed_in_the_middle_of_storing(cli: Cli) -> None:
    script = """
      let n = 0
      setInterval(function () { wx.setStorageSync('n', ++n); console.log(String(n)) }, 0)
    """
    *_, last = lines_until_killed(cli, script, 200)
    assert int(cli.run("console.log(String(wx.getStorageSync('n')))").out) >= int(last)


def test_killed_after_a_decision(cli: Cli) -> None:
    script = """
      wx.authorize({ scope: 'scope.record', success() { console.log('granted') } })
      setTimeout(function () {}, 60000)
    """
    assert list(lines_until_killed(cli, script, 1, "--on-prompt", "allow")) == ["granted"]
    assert cli.recorded() == {"scope.record": "granted"}
