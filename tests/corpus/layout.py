"""Folders of mini programs with packages in them, as npm and DevTools would leave them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

PROGRAMS = Path(__file__).parent / "programs"


class Program:
    """A mini program in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def copied(cls, source: Path, folder: Path) -> Program:
        """Copy a program's folder."""
        shutil.copytree(source, folder)
        return cls(folder)

    def install(self, packages: Path, name: str) -> None:
        """Put a package and what it depends on into node_modules, its .js and .json files only."""
        target = self.folder / "node_modules" / name
        if not target.exists():
            shutil.copytree(packages / name, target, ignore=_without_scripts)
            for needed in _manifest(packages / name).get("dependencies", {}):
                self.install(packages, needed)

    def build(self, packages: Path, name: str) -> None:
        """Put what "build npm" would make of a package that has a folder for mini programs."""
        inner = _manifest(packages / name)["miniprogram"]
        shutil.copytree(packages / name / inner, self.folder / "miniprogram_npm" / name)

    def write(self, name: str, value: Any) -> None:
        """Write a JSON file."""
        (self.folder / name).write_text(json.dumps(value), "utf-8")


def _manifest(package: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((package / "package.json").read_text("utf-8"))
    return manifest


def _without_scripts(folder: str, names: list[str]) -> list[str]:
    """Return the files that no `require` finds."""
    return [
        name
        for name in names
        if not name.endswith((".js", ".json")) and not (Path(folder) / name).is_dir()
    ]
