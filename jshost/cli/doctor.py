"""`jshost doctor`: what this machine offers to jshost, and what it lacks."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from jshost.cli.process import default_state
from jshost.errors import JsHostError

Row = tuple[str, str, str]
"""What is looked at, how it is (active, missing, ok, or a name), and details."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object instead of a table.")
def doctor(as_json: bool) -> int:
    """Show engine, protections, state folder, Python and terminal, and what is missing.

    Exit codes: 0 nothing is missing · 1 something is · 2 usage.
    """
    report = _examine()
    if as_json:
        import json

        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        _show(_rows(report))
    return 0 if report["ok"] else 1


def _examine() -> dict[str, Any]:
    """Return everything that is to be known, as JSON has it."""
    protections = _protections()
    state = _state()
    return {
        "ok": not any(protections.values()) and not state["problem"],
        "engine": _engine(),
        "protections": [
            {"name": name, "active": not why, "missing": why or None}
            for name, why in protections.items()
        ],
        "state": state,
        "python": {"version": sys.version.split()[0], "executable": sys.executable},
        "platform": _platform(),
        "terminal": {
            "stdin": _is_terminal(sys.stdin),
            "stdout": _is_terminal(sys.stdout),
            "stderr": _is_terminal(sys.stderr),
            "encoding": getattr(sys.stdout, "encoding", None),
        },
    }


def _engine() -> dict[str, str]:
    from importlib.metadata import PackageNotFoundError, version

    for name in ("quickjs", "quickjs-ng"):
        try:
            return {"name": name, "version": version(name)}
        except PackageNotFoundError:
            continue
    return {"name": "unknown", "version": ""}


def _protections() -> dict[str, str]:
    """Return what a worker that is really started reports of itself."""
    from jshost.host import Host

    try:
        with Host() as host:
            return {"process": "", **(host.protections or {})}
    except JsHostError as error:
        return {"process": str(error)}


def _state() -> dict[str, Any]:
    folder = Path(os.environ.get("JSHOST_STATE") or default_state())
    place = folder
    # Not Path.exists, which a folder that may not be looked into makes fail.
    while not os.path.exists(place) and place != place.parent:  # noqa: PTH110
        place = place.parent
    problem = None
    if not os.path.isdir(place):  # noqa: PTH112
        problem = f"{place} is no folder"
    elif not os.access(place, os.W_OK | os.X_OK):
        problem = f"{place} cannot be written"
    return {"folder": str(folder), "exists": place == folder, "problem": problem}


def _platform() -> str:
    import platform

    return f"{platform.system()} {platform.release()} {platform.machine()}"


def _is_terminal(stream: Any) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _rows(report: dict[str, Any]) -> list[Row]:
    engine, state, terminal = report["engine"], report["state"], report["terminal"]
    rows: list[Row] = [("engine", engine["name"], engine["version"])]
    for layer in report["protections"]:
        status = "active" if layer["active"] else "missing"
        rows.append((f"protection: {layer['name']}", status, layer["missing"] or ""))
    there = state["folder"] if state["exists"] else f"{state['folder']} (made when needed)"
    rows.append(
        ("state folder", "missing" if state["problem"] else "ok", state["problem"] or there)
    )
    rows.append(("python", report["python"]["version"], report["python"]["executable"]))
    rows.append(("system", "", report["platform"]))
    at = [name for name in ("stdin", "stdout", "stderr") if terminal[name]]
    rows.append(("terminal", "yes" if at else "no", ", ".join([*at, str(terminal["encoding"])])))
    return rows


def _show(rows: list[Row]) -> None:
    from jshost.text import line

    colors = {"active": "green", "ok": "green", "missing": "red"}
    first = max(len(row[0]) for row in rows)
    second = max(len(row[1]) for row in rows)
    for name, status, detail in rows:
        padded = f"{status:<{second}}"
        shown = click.style(padded, fg=colors[status]) if status in colors else padded
        click.echo(f"{name:<{first}}  {shown}  {line(detail, 1000)}".rstrip())
