"""Help and version, and how little they load."""

from __future__ import annotations

import sys

import pytest

from .conftest import Cli, Outcome, outcome_of

HEAVY = ("_quickjs", "quickjs", "sqlite3", "ctypes", "platformdirs", "cryptography", "asyncio",
         "PIL", "aiohttp", "yarl", "ssl", "socket", "jshost.host", "jshost.apis", "jshost.bridge",
         "jshost.database")  # fmt: skip
OURS = {
    "jshost",
    "jshost.cli",
    "jshost.cli.apis",
    "jshost.cli.commands",
    "jshost.cli.doctest",
    "jshost.cli.doctor",
    "jshost.cli.process",
    "jshost.cli.init",
    "jshost.cli.run",
    "jshost.cli.scenario",
    "jshost.cli.screen",
    "jshost.cli.settings",
    "jshost.errors",
}
"""All of jshost that may be loaded to show the help."""

SHOW_MODULES = """\
import sys
{before}
print("\\n".join(sorted(sys.modules)), file=sys.stderr)
"""
HELP = """\
from jshost.cli import call
sys.argv = ["jshost", *{arguments}]
assert call() == 0
"""


def modules_after(cli: Cli, code: str) -> set[str]:
    """Return the modules that are loaded in a fresh process that has run `code`."""
    script = SHOW_MODULES.format(before=code)
    return set(outcome_of([sys.executable, "-c", script], cli.folder, cli.env).err.split())


@pytest.mark.parametrize(
    "arguments", [["--help"], ["run", "--help"], ["settings", "--help"], ["apis", "--help"]]
)
def test_help_loads_click_and_nothing_heavy(cli: Cli, arguments: list[str]) -> None:
    loaded = modules_after(cli, HELP.format(arguments=arguments))
    assert {name for name in loaded if name.split(".")[0] == "jshost"} <= OURS
    assert [name for name in HEAVY if name in loaded] == []


def test_a_script_loads_nothing_of_the_network(cli: Cli) -> None:
    """Nor does one whose requests are answered by fixtures or refused."""
    script = """\
from jshost import Host
with Host(isolation="none", clock="virtual") as host:
    host.network.fixture("https://a.test/", text="{}")
    for name in "ab":
        host.run_script(f"wx.request({{ url: 'https://{name}.test/' }})", "t.js")
    assert [settle.api for settle in host.trace if settle.type == "settle"] == ["request"] * 2
"""
    loaded = modules_after(cli, script)
    heavy = ("aiohttp", "yarl", "asyncio", "ssl", "queue", "jshost.network")
    assert [name for name in heavy if name in loaded] == []


def test_help_loads_no_other_package_than_click(cli: Cli) -> None:
    before = modules_after(cli, "import click, click.testing, pathlib, shutil, typing")
    loaded = modules_after(cli, HELP.format(arguments=["--help"])) - before - OURS
    assert {name.split(".")[0] for name in loaded} - set(sys.stdlib_module_names) <= {"click"}


@pytest.mark.parametrize(
    "command", ["--help", "run -h", "settings -h", "settings grant --help", "apis -h"]
)
def test_help(cli: Cli, command: str) -> None:
    shown = cli(*command.split())
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("Usage: ")


def test_help_of_run_explains_what_scripts_build_upon(cli: Cli) -> None:
    shown = cli("run", "--help").out
    words = " ".join(shown.split())
    options = ("--grant", "--deny", "--answer", "--on-prompt", "--scenario", "--album-folder",
               "--app-id", "--state", "--ephemeral", "--base-library", "--dialect", "--clock",
               "--timeout", "--cpu-limit", "--wall-limit", "--memory-limit", "--trace")  # fmt: skip
    assert [option for option in options if f"  {option} " not in shown] == []
    codes = ("0 ok", "1 the program failed", "2 usage", "3 a limit", "4 state", "interrupted")
    assert [code for code in codes if code not in words] == []


def test_version(cli: Cli) -> None:
    from jshost import __version__

    assert cli("--version") == Outcome(0, f"jshost, version {__version__}\n", "")


@pytest.mark.parametrize("command", [(), ("settings",)], ids=["jshost", "settings"])
def test_a_command_that_is_missing_shows_the_help(cli: Cli, command: tuple[str, ...]) -> None:
    shown = cli(*command)
    assert shown.code in (0, 2)
    assert (shown.out + shown.err).startswith("Usage: ")
    assert shown.errors == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("frobnicate",), "No such command 'frobnicate'."),
        (("run",), "Missing argument 'PATH'."),
        (("run", "a.js", "b.js"), "Got unexpected extra argument (b.js)"),
        (("run", "a.js", "--frobnicate"), "No such option '--frobnicate'."),
        (("apis", "getLocation"), "Got unexpected extra argument (getLocation)"),
        (("apis", "--family"), "Option '--family' requires an argument."),
        (("settings", "frobnicate"), "No such command 'frobnicate'."),
        (("settings", "grant"), "Missing argument 'SCOPE'."),
    ],
)
def test_wrong_usage_is_one_line_that_names_the_help(
    cli: Cli, arguments: tuple[str, ...], expected: str
) -> None:
    error = cli(*arguments).refused(2)
    assert error.startswith(expected)
    assert error.endswith("--help)")
