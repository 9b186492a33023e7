"""The commands, and how each way of failing ends the process."""

from __future__ import annotations

import contextlib
import os
import sys

import click

from jshost import __version__
from jshost.cli.process import exit_code, output_problem, prepare_streams
from jshost.errors import EngineError, FaultsError, JsHostError, StateError

_COMMANDS = ("run", "init", "doctest", "scenario", "settings", "apis", "doctor")
"""Each in a module of its own name, which is imported when it is called for."""
_MAX_FAULTS = 20


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        from importlib import import_module

        command: click.Command = getattr(import_module(f"jshost.cli.{cmd_name}"), cmd_name)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="jshost")
def cli() -> None:
    """Run WeChat mini programs without WeChat, and answer their authorization dialogs."""


def run() -> int:
    """Run the command that the arguments name and return the exit code; everything is written."""
    return _finish(_run())


def _run() -> int:
    try:
        prepare_streams()
        code = cli.main(standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return error.exit_code
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "jshost"
        return _fail(f"{error.format_message()} (see {command} --help)", 2)
    except JsHostError as error:
        return _fail_with_all(error)
    except (click.Abort, KeyboardInterrupt) as interrupt:
        return _fail("interrupted", exit_code(interrupt.__cause__ or interrupt))
    except OSError as error:
        return _fail(output_problem(error), StateError.exit_code)
    except Exception as error:
        if os.environ.get("JSHOST_TRACEBACK"):
            raise
        return _fail(_bug(error), EngineError.exit_code)


def _fail_with_all(error: JsHostError) -> int:
    """Tell everything that is wrong with a project, other errors in one line."""
    faults = error.faults if isinstance(error, FaultsError) else (str(error),)
    for fault in faults[:_MAX_FAULTS]:
        _fail(fault, error.exit_code)
    if len(faults) > _MAX_FAULTS:
        _fail(f"and {len(faults) - _MAX_FAULTS} more like these", error.exit_code)
    return error.exit_code


def _bug(error: Exception) -> str:
    """Say that jshost itself failed, and where."""
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    at = ""
    if place is not None:
        code = place.tb_frame.f_code
        at = f" in {os.path.basename(code.co_filename)}:{place.tb_lineno}"  # noqa: PTH119
    return (
        f"a fault of jshost itself, please report it: {type(error).__name__}: {error}{at} "
        "(JSHOST_TRACEBACK=1 shows more)"
    )


def _finish(code: int) -> int:
    """Write out what is buffered; what cannot be written any more is an error, told once."""
    try:
        sys.stdout.flush()
    except OSError as error:
        code = code or _fail(output_problem(error), StateError.exit_code)
    return code


def _fail(text: str, code: int) -> int:
    from jshost.text import line

    with contextlib.suppress(OSError):  # nobody may be listening
        click.echo(f"jshost: error: {line(text, 1000)}", err=True)
    return code
