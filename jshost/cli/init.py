"""`jshost init`: a small mini program to begin with."""

from __future__ import annotations

import json
from pathlib import Path

import click

from jshost.errors import InputError, StateError

_TEMPLATE = Path(__file__).parent / "template"


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def init(folder: Path) -> int:
    """Write a small mini program that asks for a permission to DIR, with a scenario and a test."""
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise InputError(f"{folder}: is there already, and not empty; nothing was written")
        files = _files()
        for path in files:
            _write(folder, path)
    except OSError as error:
        raise StateError(f"{folder}: cannot be written: {error.strerror}") from error
    _tell(folder, files)
    return 0


def _files() -> list[Path]:
    found = (path for path in _TEMPLATE.rglob("*") if path.is_file())
    kept = (path.relative_to(_TEMPLATE) for path in found if path.suffix != ".pyc")
    return sorted(kept, key=lambda path: (len(path.parts), str(path)))


def _write(folder: Path, path: Path) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    text = (_TEMPLATE / path).read_text("utf-8")
    if path.name == "project.config.json":
        config = json.loads(text)
        config["projectname"] = folder.resolve().name.encode("utf-8", "replace").decode()
        text = json.dumps(config, indent=2, ensure_ascii=False) + "\n"
    target.write_text(text, "utf-8")


def _tell(folder: Path, files: list[Path]) -> None:
    for path in files:
        click.echo(f"  {folder / path}")
    click.echo("")
    click.echo(f"jshost run {folder}")
    click.echo(f"jshost run {folder} --scenario {folder / 'scenario.toml'}")
    click.echo(f"pytest {folder}")
