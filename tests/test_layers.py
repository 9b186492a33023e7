"""The floors of the house: a module imports only from lower floors, or from its own room."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "jshost"

# Floor by room, or by module where a module is a room of its own.
FLOORS = {
    "errors": 0, "clock": 0, "_polyfills": 0, "differences": 0, "text": 0, "wire": 0,
    "values": 0, "frozen": -1, "exchange": 0,
    "hosts": 1, "toml": 1, "syntax": 1, "database": 1, "source": 1, "catalogue": 1, "trace": 1,
    "scheduler": 1,
    "engine": 1, "permissions": 1, "user": 1,
    "project": 2, "world": 2, "registry": 2, "transcript": 2,
    "network": 2,
    "situations": 3, "call": 3,
    "apis": 4,
    "bridge": 5, "checks": 5, "coverage": 5, "framework": 5,
    "realm": 6,
    "threads": 7,
    "host": 8,
    "steps": 9,
    "doctest": 10, "testing": 11,
    "cli": 11, "pytest_plugin": 12, "__main__": 12,
}  # fmt: skip

# jshost/__init__.py is the public face: it names classes of upper floors, and imports them late.
FACE = {"": 0}

# Which packages from outside only one room may import, and the printing that only the CLI may do.
ONLY_IN = {
    "_quickjs": ("engine",),
    "ctypes": ("engine",),
    "sqlite3": ("database", "project"),
    "PIL": ("world",),
    "tree_sitter": ("syntax", "project", "doctest"),
    "tree_sitter_javascript": ("syntax",),
    "markdown_it": ("doctest",),
    "rich": ("cli",),
    "tinytag": ("world",),
    "aiohttp": ("network",),
    "asyncio": ("network",),
    "yarl": ("network",),
    "pytest": ("pytest_plugin", "testing"),
}


def room_of(module: str) -> str:
    """Return the room of a dotted name below jshost."""
    return module.split(".")[1] if "." in module else ""


def modules() -> list[Path]:
    """Return our modules; what `jshost init` writes is the user's."""
    template = PACKAGE / "cli" / "template"
    return sorted(path for path in PACKAGE.rglob("*.py") if template not in path.parents)


def imports(path: Path) -> list[str]:
    """Return every module that a file imports, wherever in the file."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: a relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found += names if node.module == "jshost" else [node.module]
    return found


def own_room(path: Path) -> str:
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else path.stem.replace("__init__", "")


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    room = own_room(path)
    floor = (FLOORS | FACE)[room] if room else max(FLOORS.values())
    for name in imports(path):
        if not name.startswith("jshost"):
            assert room in ONLY_IN.get(name.split(".")[0], (room,)), f"{name} is for another room"
            continue
        target = room_of(name)
        if target in ("", "__version__", room):
            continue
        assert FLOORS[target] < floor, (
            f"{room} (floor {floor}) imports {target} (floor {FLOORS[target]})"
        )


def test_every_room_has_a_floor() -> None:
    rooms = {own_room(path) for path in modules()} - {""}
    assert rooms == set(FLOORS)


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_the_command_line_prints(path: Path) -> None:
    if own_room(path) == "cli":
        return
    calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
    assert not [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"]
