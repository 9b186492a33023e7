"""The commands, and how each way of failing ends the process."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path

import click

from jshost import __version__
from jshost.cli.run import output_problem, run
from jshost.cli.settings import settings
from jshost.errors import JsHostError, StateError

INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="jshost")
def cli() -> None:
    """Run WeChat mini-program JavaScript without WeChat, and answer its authorization dialogs."""


cli.add_command(run)
cli.add_command(settings)


def main() -> None:
    """Run the command line and exit with the code that the README documents."""
    sys.exit(_finish(_run()))


def _run() -> int:
    _prepare_streams()
    try:
        code = cli.main(standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return error.exit_code
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "jshost"
        return _fail(f"{error.format_message()} (see {command} --help)", 2)
    except JsHostError as error:
        return _fail(str(error), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted", INTERRUPTED)
    except OSError as error:
        return _fail(output_problem(error), StateError.exit_code)


def _prepare_streams() -> None:
    """Have something to write to, and nothing that it cannot write."""
    if sys.stdout is None:
        # Closed by who started us; it stays open as long as the process.
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _finish(code: int) -> int:
    """Write out what is buffered; what cannot be written any more is an error, told once."""
    try:
        sys.stdout.flush()
    except OSError as error:
        code = code or _fail(output_problem(error), StateError.exit_code)
        # The interpreter flushes again when it ends; let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _fail(text: str, code: int) -> int:
    from jshost.text import line

    with contextlib.suppress(OSError):  # nobody may be listening
        click.echo(f"jshost: error: {line(text, 1000)}", err=True)
    return code
