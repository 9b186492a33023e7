"""Looking at processes from outside, on Linux."""

from __future__ import annotations

from pathlib import Path


def children(pid: int) -> list[int]:
    """Return the processes that a process has started, and those that they have."""
    found: list[int] = []
    for listed in Path("/proc").glob(f"{pid}/task/*/children"):
        for child in listed.read_text("ascii").split():
            found += [int(child), *children(int(child))]
    return found


def gone(pid: int) -> bool:
    """Whether a process has ended, reaped or not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("ascii", "replace")
    except OSError:
        return True
    return stat.rpartition(")")[2].split()[0] in "ZX"
