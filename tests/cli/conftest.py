"""Running the command as people do: as a process of its own, at pipes or at a terminal."""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest

from jshost.database import Database

DEADLINE = 30.0
"""Seconds after which something that should have happened counts as not happening."""

ERROR = "jshost: error: "
NOTE = re.compile(r"^jshost: note: (isolation none:|the script runs without) .*\n", re.MULTILINE)
"""How a run begins that is not isolated, or on a machine that lacks a protection."""
KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "COMSPEC", "PATHEXT", "JSHOST_ISOLATION")
"""What a process keeps of the environment that the tests run in."""

SEED = """\
wx.getSetting({
  success(res) {
    if (!res.authSetting['scope.record']) {
      wx.authorize({
        scope: 'scope.record',
        success () {
          wx.startRecord()
        }
      })
    }
  }
})
"""

posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX files, signals or terminals")


@dataclass(frozen=True)
class Outcome:
    """How a process ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def errors(self) -> list[str]:
        """What it says went wrong, a line each."""
        lines = self.err.splitlines()
        return [line.removeprefix(ERROR) for line in lines if line.startswith(ERROR)]

    def refused(self, code: int) -> str:
        """Return the error of a run that ended with `code` and one line about why."""
        assert self.code == code, self
        assert len(self.err.splitlines()) == 1, self
        assert len(self.errors) == 1, self
        return self.errors[0]


@dataclass
class Cli:
    """The command, run in a folder of its own with a state folder of its own."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)

    @property
    def state(self) -> Path:
        return self.folder / "state"

    def write(self, name: str, content: str | bytes) -> str:
        """Write a file and return its name."""
        data = content.encode() if isinstance(content, str) else content
        (self.folder / name).write_bytes(data)
        return name

    def __call__(
        self, *arguments: str, stdin: bytes = b"", stdout: IO[bytes] | None = None, **env: str
    ) -> Outcome:
        """Run the command to its end, at pipes."""
        done = subprocess.run(
            [sys.executable, "-m", "jshost", *arguments],
            input=stdin,
            stdout=stdout or subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.folder,
            env={**self.env, **env},
            timeout=DEADLINE,
            check=False,
        )
        return outcome(done.returncode, done.stdout or b"", done.stderr)

    def run(self, script: str | bytes, *options: str, **rest: Any) -> Outcome:
        """Run a script of this text, as `main.js`."""
        return self("run", self.write("main.js", script), *options, **rest)

    def start(self, *arguments: str, **env: str) -> subprocess.Popen[bytes]:
        """Start the command at pipes; the caller ends it."""
        return subprocess.Popen(
            [sys.executable, "-m", "jshost", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.folder,
            env={**self.env, **env},
        )

    def shell(self, line: str, **env: str) -> Outcome:
        """Run a line of shell in which `$J` is the command; for redirections."""
        return outcome_of(
            ["sh", "-c", line],
            self.folder,
            {**self.env, "J": f"{sys.executable} -m jshost", **env},
        )

    def trace(self, name: str = "t.jsonl") -> list[dict[str, Any]]:
        """Return the records of a trace file."""
        return records((self.folder / name).read_text("utf-8"))

    def recorded(self) -> dict[str, str]:
        """Return the decisions that the state folder keeps, of all apps: states by scope."""
        with contextlib.closing(Database(self.state)) as database:
            return dict(database.rows("SELECT scope, state FROM grants ORDER BY scope"))


def outcome(code: int, out: bytes, err: bytes) -> Outcome:
    """Return how a process ended; none may ever show a traceback."""
    texts = [data.decode("utf-8", "backslashreplace").replace("\r\n", "\n") for data in (out, err)]
    found = Outcome(code, texts[0], NOTE.sub("", texts[1], count=1))
    assert "Traceback" not in found.out + found.err, found.err
    return found


def outcome_of(command: list[str], folder: Path, env: dict[str, str]) -> Outcome:
    """Run another program to its end."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        cwd=folder,
        env=env,
        timeout=DEADLINE,
        check=False,
    )
    return outcome(done.returncode, done.stdout, done.stderr)


def records(text: str) -> list[dict[str, Any]]:
    """Return the records of a trace's text."""
    return [json.loads(line) for line in text.splitlines()]


def only(found: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """Return the records of one type."""
    return [record for record in found if record["type"] == kind]


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """The command with nothing decided yet and a clean environment."""
    env = {name: os.environ[name] for name in KEPT if name in os.environ}
    home = tmp_path / "home"
    home.mkdir()
    return Cli(
        tmp_path,
        {
            **env,
            "HOME": str(home),
            "USERPROFILE": str(home),
            "JSHOST_STATE": str(tmp_path / "state"),
        },
    )


class Terminal:
    """A process at a pseudo-terminal, and the person in front of it."""

    def __init__(self, cli: Cli, arguments: tuple[str, ...], stdout: int | None, **env: str):
        import fcntl
        import pty
        import termios

        self._master, slave = pty.openpty()
        try:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jshost", *arguments],
                stdin=slave,
                stdout=slave if stdout is None else stdout,
                stderr=slave,
                cwd=cli.folder,
                env={**cli.env, "TERM": "xterm", **env},
                start_new_session=True,
                # So that Ctrl-C reaches it.
                preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
            )
        finally:
            os.close(slave)
        self.seen = ""
        self._read = 0

    def expect(self, text: str) -> str:
        """Read until `text` appears after what was expected before; return what came up to it."""
        deadline = time.monotonic() + DEADLINE
        while text not in self.seen[self._read :]:
            assert self.receive_until(deadline), f"no {text!r} in:\n{self.seen}"
        start = self._read
        self._read = self.seen.index(text, start) + len(text)
        return self.seen[start : self._read]

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self._master, text.encode())

    def answer(self, text: str) -> None:
        """Wait for a prompt, then type a line."""
        self.expect("▸ ")
        self.wait_until_asleep()
        self.type(text)

    def wait_until_asleep(self) -> None:
        """Wait until the process sleeps: what is typed before it reads is thrown away."""
        stat = Path(f"/proc/{self.process.pid}/stat")
        deadline = time.monotonic() + DEADLINE
        while stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "S":
            assert time.monotonic() < deadline, "the process never waits"
            self.receive_until(time.monotonic() + 0.005)

    def end(self) -> int:
        """Read to the end and return the exit code."""
        deadline = time.monotonic() + DEADLINE
        while self.receive_until(deadline):
            pass
        code = self.process.wait(DEADLINE)
        assert "Traceback" not in self.seen, self.seen
        return code

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._master)

    def receive_until(self, deadline: float) -> bool:
        """Take in what there is; return whether there was anything before the deadline."""
        ready, _, _ = select.select([self._master], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return False
        data = b""
        with contextlib.suppress(OSError):  # how Linux says that the other side is closed
            data = os.read(self._master, 65536)
        self.seen += data.decode("utf-8", "backslashreplace").replace("\r\n", "\n")
        self.seen = NOTE.sub("", self.seen)
        return bool(data)


@pytest.fixture
def terminal(cli: Cli) -> Iterator[Callable[..., Terminal]]:
    """Start the command at a terminal, with standard output to a file descriptor where one is
    given.
    """
    opened: list[Terminal] = []

    def start(*arguments: str, stdout: int | None = None, **env: str) -> Terminal:
        opened.append(Terminal(cli, arguments, stdout, **env))
        return opened[-1]

    yield start
    for each in opened:
        each.close()
