"""The files of a project as `require` gives them to a guest: found, read, and made into what the
engine evaluates.
"""

from __future__ import annotations

import json
from time import monotonic

from jshost.engine.port import Module, Place
from jshost.errors import InputError, WallLimit
from jshost.project.cache import TransformCache
from jshost.project.config import Project
from jshost.project.resolve import Missing, Resolver
from jshost.project.transform import Transformed
from jshost.syntax import SyntaxFault

_MAX_TRIED = 8
MAX_SECONDS = 60.0
"""How long parsing all files of a project may take."""


class ProjectModules:
    """A project's files (bridge.Modules)."""

    def __init__(self, project: Project, cache: TransformCache) -> None:
        self._cache = cache
        self._seconds = 0.0
        self._resolver = Resolver(project.package, project.node_modules)

    def module(self, origin: str, specifier: str, line: int) -> Module:
        """Return the file that `origin` requires as `specifier`, or what is wrong with it.

        A missing one is told as the platform does, and with what was looked for; paths are the
        project's.
        """
        path = self._resolver.resolve(origin, specifier)
        if isinstance(path, Missing):
            return Module("Error", "error", _missing(path, origin, specifier, line))
        try:
            if "\n" in path:
                raise InputError(f"{path!r}: a line break in the name of a file")
            text = self._resolver.text(path)
        except InputError as error:
            return Module("SyntaxError", "error", str(error))
        try:
            if path.endswith(".json"):
                json.loads(text)
                return Module(path, "json", text)
            made = self._transform(path, text)
        except json.JSONDecodeError as error:
            place = Place(path, text, error.lineno, error.colno)
            return Module("SyntaxError", "error", f"no JSON: {error.msg}", place)
        except RecursionError:
            return Module("SyntaxError", "error", f"{path}: nested too deeply")
        except SyntaxFault as fault:
            place = Place(path, text, fault.line, fault.column)
            return Module("SyntaxError", "error", fault.message, place)
        return Module(path, "esm" if made.kind == "esm" else "commonjs", made.text)

    def _transform(self, path: str, text: str) -> Transformed:
        """Rewrite a file. All files together may take only so long: that is the host's own time,
        which no limit of the guest's counts. Raises SyntaxFault, WallLimit.
        """
        began = monotonic()
        try:
            return self._cache.transform(text)
        finally:
            self._seconds += monotonic() - began
            if self._seconds > MAX_SECONDS:
                raise WallLimit(
                    f"limit of {MAX_SECONDS:g} s for parsing the project's files reached at {path}"
                )


def _missing(missing: Missing, origin: str, specifier: str, line: int) -> str:
    tried = ", ".join(missing.tried[:_MAX_TRIED])
    more = len(missing.tried) - _MAX_TRIED
    if more > 0:
        tried += f" and {more} more"
    where = f"required by {origin}{f':{line}' if line else ''}" if origin else ""
    looked = f"tried {tried}" if tried else ""
    details = "; ".join(text for text in (where, looked) if text)
    said = f"module '{missing.path}' is not defined, require args is '{specifier}'"
    return f"{said} ({details})" if details else said
