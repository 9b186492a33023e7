"""What a hostile script must come to, as data, and the harness that runs it and judges."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import subprocess
import sys
import tempfile
import threading
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jshost.apis import registry

from .shared import EXPECTED

HERE = Path(__file__).parent
DEADLINE = 20.0
"""Seconds after which a run counts as a hang."""

LIMITS = ("--cpu-limit", "0.5", "--wall-limit", "2", "--timeout", "8", "--memory-limit", "32")
SMALLER = {
    "loop": ("--cpu-limit", "0.3"),
    "flood": ("--cpu-limit", "0.3"),
    "native": ("--cpu-limit", "0.3", "--wall-limit", "1"),
}
"""What scripts of a group are given less of: nearly all of them use it up."""

LIMIT_NAMES = {
    "cpu": r"CPU limit of \S+ s for one turn",
    "wall": r"wall limit of \S+ s for one turn",
    "memory": r"memory limit of \S+ MB",
    "timeout": r"timeout of \S+ s",
    "messages": r"message limit",
    "output": r"output limit",
    "crash": r"the engine (?:crashed|failed)",
}
KEYS = frozenset(
    "expect group judge says warns never options errors size memory tty needs".split()  # noqa: SIM905 -- a dozen words
)
"""What header lines may begin with."""
CODES = (0, 1, 2, 3, 4)
ERROR = "jshost: error: "
FORBIDDEN = re.compile(r"\b(LEAK|GRANTED|FORGED|POLLUTED|WROTE|NOQUOTA|TOOBIG|OVER|LATE)\b")
PWNED = "jshost-pwned"
ELSEWHERE = ("/tmp", "/var/tmp", "/dev/shm")
"""Where else scripts try to write."""

_HEADER = re.compile(r"// (\w+): (.*)\n")
_SEEN = {0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD}
"""Format characters that have a shape of their own."""
_UNSEEN = {0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0xE0100, 0xE01F0)}
_COLORS = re.compile(r"\x1b\[(?:0|1|2|7|31|32|33|36|90)m")
"""The only escape sequences that jshost itself writes, at a terminal."""


@dataclass(frozen=True)
class Ended:
    """How a run ended: its exit code (negative: a signal), output, and peak memory in MB where
    that was watched.
    """

    code: int
    out: str
    err: str
    size: int = 0
    memory: float = 0.0
    hung: bool = False

    @property
    def errors(self) -> list[str]:
        """What it says went wrong, a line each."""
        return [line for line in self.err.splitlines() if line.startswith(ERROR)]


@dataclass(frozen=True)
class Script:
    """A hostile script, and what is expected of a host that runs it (see README.md)."""

    path: Path
    expected: dict[str, list[str]]

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def group(self) -> str:
        return self.name.partition("-")[0]

    def one(self, key: str, default: str = "") -> str:
        """Return the value of a key that is given once at most."""
        return self.expected.get(key, [default])[0]

    def options(self) -> list[str]:
        """Return the command line options that it is run with."""
        return [*LIMITS, *SMALLER.get(self.group, ()), *shlex.split(self.one("options"))]

    def lacks(self) -> str:
        """Return the API that it attacks and jshost does not have yet, "" where it has."""
        needed = self.one("needs")
        return "" if not needed or needed in {api.name for api in registry()} else needed

    def fails(self) -> bool:
        """Whether a limit may be what it comes to: such runs take their time."""
        return "limit" in self.one("judge")

    # -- judging --

    def faults(self, ended: Ended) -> list[str]:
        """Return what is wrong with how it ended."""
        if ended.hung:
            return [f"did not end within {DEADLINE:g} s"]
        return [*self._faults_of_any(ended), *self._outcome(ended), *self._texts(ended)]

    def _faults_of_any(self, ended: Ended) -> Iterator[str]:
        if ended.code not in CODES:
            yield f"exit code {ended.code}"
        if "Traceback (most recent call last)" in ended.out + ended.err:
            yield "a traceback"
        for character in unsafe(ended.out + ended.err):
            yield f"raw U+{ord(character):04X}"
        if word := FORBIDDEN.search(ended.out + ended.err):
            yield f"the word {word[0]}"
        if ended.size > float(self.one("size", "64")) * (1 << 20):
            yield f"{ended.size >> 20} MB of output"
        if ended.memory > float(self.one("memory", "1024")):
            yield f"{ended.memory:.0f} MB of memory"

    def _outcome(self, ended: Ended) -> Iterator[str]:
        judge = self.one("judge")
        if missing := self.lacks():
            judge = "error not a function"
            if missing in ended.out:
                yield f"{missing} is there now: judge it as its first line says"
        faults = [self._fault(ended, *way.partition(" ")[::2]) for way in judge.split(" or ")]
        if all(faults):
            yield "; ".join(fault for fault in faults if fault)

    def _fault(self, ended: Ended, way: str, rest: str) -> str:
        """Return why it did not end in one of the ways it may, "" if it did."""
        many = self.one("errors") == "many"
        if way == "ok":
            return "" if ended.code == 0 and not ended.errors else f"not ok: {ended.code}"
        if way == "error":
            pattern = re.compile(rest)
            told = any(pattern.search(line[len(ERROR) :]) for line in ended.errors)
            return "" if ended.code == 1 and told else f"not an error of the script's ({rest})"
        names = "|".join(LIMIT_NAMES[name] for name in rest.split())
        naming = [line for line in ended.errors if re.match(f"{ERROR}(?:{names})", line)]
        if ended.code != 3 or len(naming) != 1:
            return f"not one line that names a limit: {rest}"
        if not many and len(ended.errors) != 1:
            return "more than one error line"
        return "" if ended.err.splitlines()[-1] == naming[0] else "the limit is not the last line"

    def _texts(self, ended: Ended) -> Iterator[str]:
        if self.lacks():
            return
        for key, text in (("says", ended.out), ("warns", ended.err)):
            for pattern in self.expected.get(key, ()):
                # What a run may come to without having said it: a limit that comes first.
                ended_early = ended.code == 3 and " or limit" in self.one("judge")
                if not ended_early and not re.search(pattern, text, re.MULTILINE):
                    yield f"never {key} {pattern}"
        for pattern in self.expected.get("never", ()):
            if found := re.search(pattern, ended.out + ended.err, re.MULTILINE):
                yield f"shows {found[0]!r}"


def headers(text: str) -> dict[str, list[str]]:
    """Return the `// key: value` lines that a text begins with."""
    found: dict[str, list[str]] = {}
    while match := _HEADER.match(text):
        found.setdefault(match[1], []).append(match[2])
        text = text[match.end() :]
    return found


def scripts() -> list[Script]:
    """Return all scripts; what is expected of those that were given to us stands in shared.py."""
    ours = [Script(path, headers(path.read_text("utf-8"))) for path in (HERE / "own").glob("*.js")]
    given = [
        Script(path, headers(EXPECTED.get(path.stem, "")))
        for path in (HERE / "scripts").glob("*.js")
    ]
    return sorted(given, key=lambda script: script.name) + sorted(ours, key=lambda s: s.name)


def unsafe(text: str) -> set[str]:
    """Return the characters of a text that can mislead a terminal or its reader."""
    return {c for c in set(text) if c not in "\n\t" and (_misleads(c) or ord(c) in _UNSEEN)}


def _misleads(character: str) -> bool:
    category = unicodedata.category(character)
    return category in ("Cc", "Cf", "Cs", "Zl", "Zp") and ord(character) not in _SEEN


def shown(text: str) -> str:
    """Return what a terminal received, without jshost's own colours."""
    return _COLORS.sub("", text)


# -- running --------------------------------------------------------------------------------------


def environment(folder: Path) -> dict[str, str]:
    """Return a clean environment with a home and a state folder of its own below `folder`."""
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "COMSPEC", "PATHEXT")
    home = folder / "home"
    home.mkdir(exist_ok=True)
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        "HOME": str(home),
        "USERPROFILE": str(home),
        "JSHOST_STATE": str(folder / "state"),
    }


def run(script: Script, source: str | None = None) -> Ended:
    """Run a script by the real command in a folder of its own, at pipes, with nobody to ask."""
    with tempfile.TemporaryDirectory(prefix="attack-") as name:
        folder = Path(name)
        work = folder / "work"
        work.mkdir()
        (work / script.path.name).write_text(source or script.path.read_text("utf-8"), "utf-8")
        before = pwned(folder)
        with (folder / "out").open("w+b") as out, (folder / "err").open("w+b") as err:
            process = subprocess.Popen(
                [sys.executable, "-m", "jshost", "run", script.path.name, *script.options()],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                cwd=work,
                env=environment(folder),
                start_new_session=True,
            )
            hung, memory = _wait(process, watched=bool(script.one("memory")))
            left = kill_session(process.pid)
            texts = [_read(folder / name) for name in ("out", "err")]
        assert pwned(folder) == before, "it wrote a file"
        assert not left or hung, f"it left {left} processes behind"
    size = sum(len(text) for text in texts)
    return Ended(process.returncode, texts[0], texts[1], size, memory, hung)


def _wait(process: subprocess.Popen[bytes], *, watched: bool) -> tuple[bool, float]:
    """Wait for a process; return whether it had to be killed, and its peak memory in MB if it was
    watched.
    """
    late = threading.Event()
    done = threading.Event()
    peaks = [0.0]

    def stop() -> None:
        late.set()
        process.kill()

    def watch() -> None:
        while not done.wait(0.05):
            peaks.append(_peak(process.pid))

    timer = threading.Timer(DEADLINE, stop)
    timer.start()
    watcher = threading.Thread(target=watch)
    if watched:
        watcher.start()
    process.wait()
    timer.cancel()
    done.set()
    if watched:
        watcher.join()
    return late.is_set(), max(peaks)


def _peak(pid: int) -> float:
    """Return the most memory a process has held so far, in MB; 0 where the system does not say.

    Not `ru_maxrss`, which is that of the process that started it if that is larger.
    """
    with contextlib.suppress(OSError):
        status = Path(f"/proc/{pid}/status").read_text("utf-8", "replace")
        if found := re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE):
            return int(found[1]) / 1024
    return 0.0


def _read(path: Path) -> str:
    """Return a process's output: what is no UTF-8 was written raw, and stands out as surrogates."""
    return path.read_bytes().replace(b"\r\n", b"\n").decode("utf-8", "surrogateescape")


def pwned(folder: Path) -> list[Path]:
    """Return the files that scripts try to write, wherever they are found."""
    places = [place for name in ELSEWHERE if (place := Path(name)).is_dir()]
    direct = [place / PWNED for place in places if (place / PWNED).exists()]
    return [*folder.rglob(PWNED), *direct]


def kill_session(leader: int) -> int:
    """Kill what is left of a session; return how many processes that were. Linux only."""
    left = [pid for pid in _session(leader) if pid != leader]
    for pid in left:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, 9)
    return len(left)


def _session(leader: int) -> Iterator[int]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
            if fields[0] not in "ZX" and int(fields[3]) == leader:
                yield int(stat.parent.name)


Runner = Callable[[Script], Ended]
