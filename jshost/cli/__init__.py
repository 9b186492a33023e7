"""The command line. The only room that prints."""

from __future__ import annotations

import contextlib
import sys

import click

from jshost import __version__
from jshost.cli.run import run
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
    """Run the command line and exit with the code that CHANGELOG and README document."""
    sys.exit(_finish(_run()))


def _run() -> int:
    try:
        code = cli.main(standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.UsageError as error:
        command = error.ctx.command_path if error.ctx else "jshost"
        return _fail(f"{error.format_message()} (see {command} --help)", 2)
    except JsHostError as error:
        return _fail(str(error), error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted", INTERRUPTED)
    except OSError as error:
        return _fail(_io_text(error), StateError.exit_code)


def _finish(code: int) -> int:
    """Write out what is buffered; what cannot be written any more is an error, told once."""
    try:
        sys.stdout.flush()
    except OSError as error:
        code = code or _fail(_io_text(error), StateError.exit_code)
        # The interpreter flushes again when it ends; let that go nowhere.
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _io_text(error: OSError) -> str:
    if isinstance(error, BrokenPipeError):
        return "standard output was closed before the run ended"
    return f"output cannot be written: {error.strerror or error}"


def _fail(text: str, code: int) -> int:
    with contextlib.suppress(OSError):  # nobody may be listening
        click.echo(f"jshost: error: {text}", err=True)
    return code
