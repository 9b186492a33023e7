"""Finding the mini program that a file belongs to."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from jshost.errors import InputError

if TYPE_CHECKING:
    from jshost.project.config import Project


def around(path: Path) -> Path | None:
    """Return the folder of the nearest mini program that a file belongs to, None if there is none.

    That is a folder with an app.json, or with a project.config.json that leads to one.
    """
    for folder in path.absolute().parents:
        if _has_app(folder):
            return _project_folder(folder)
        if _app_folder(folder):
            return folder
    return None


def page_of(path: Path) -> tuple[Project, str] | None:
    """Return the mini program that has a script as a page, and the route; None for other scripts.

    The nearest one that lists it counts. Raises ProjectError for a program that cannot be read.
    """
    from jshost.project.config import Project

    script = path.absolute()
    for folder in filter(_has_app, script.parents):
        project = Project.open(_project_folder(folder))
        route = script.relative_to(folder).with_suffix("").as_posix()
        if route in project.pages:
            return project, route
    return None


def _has_app(folder: Path) -> bool:
    """Whether a folder has WeChat's app.json: others have such files too, but no pages in them."""
    from jshost.project.files import Package

    if not (folder / "app.json").is_file():
        return False
    return b'"pages"' in (Package(folder).read("app.json") or b"")


def _project_folder(app: Path) -> Path:
    """Return the folder of the project whose app.json is in `app`: that folder or one around it."""
    return next((folder for folder in app.parents if _app_folder(folder) == app), app)


def _app_folder(folder: Path) -> Path | None:
    """Return where a folder's project.config.json says that app.json is, if it says so. What is
    wrong with that file is told when the project is opened.
    """
    from jshost.project import jsonc
    from jshost.project.files import Package, normalize

    if not (folder / "project.config.json").is_file():
        return None
    package = Package(folder)
    with suppress(InputError):
        declared = jsonc.parse(package.text("project.config.json"), "project.config.json").value
        root = declared.get("miniprogramRoot") if isinstance(declared, dict) else None
        path = normalize(root) if isinstance(root, str) else None
        return folder / path if path and package.is_file(f"{path}/app.json") else None
    return None
