"""Which file a `require` or `import` means.

The platform's own places come first, in its order; then `node_modules`, so that a project runs
without the "build npm" of DevTools.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jshost.errors import InputError
from jshost.frozen import Frozen
from jshost.project import jsonc
from jshost.project.files import MAX_PATH, Package, normalize

MAX_CACHED = 10_000

_MODULES = "node_modules/"
_BUILT = "miniprogram_npm"
_RELATIVE = ("./", "../", "/")
# Files of the view layer: no modules of JavaScript, though the first looks like one.
_NO_MODULES = (".wxs", ".wxml", ".wxss")


class Missing(Frozen):
    """A specifier that names no file: the path the platform would name, and what was looked for."""

    path: str
    tried: tuple[str, ...]


class Resolver:
    """Finds modules in a package, and in a folder `node_modules` that lies outside of it, whose
    files have paths such as `node_modules/lodash/lodash.js` too.
    """

    def __init__(self, package: Package, node_modules: Package | None = None) -> None:
        self._package = package
        self._node_modules = node_modules
        self._cache: dict[tuple[str, str], str | Missing] = {}
        self._manifests: dict[str, dict[str, Any] | str] = {}

    def resolve(self, origin: str, specifier: str) -> str | Missing:
        """Return the path of the file that a specifier means in the file `origin`, or Missing."""
        folder = origin.rpartition("/")[0]
        known = self._cache.get((folder, specifier))
        if known is not None:
            return known
        found = self._search(folder, specifier)
        # A guest can ask for names without end.
        if len(self._cache) < MAX_CACHED and len(specifier) <= MAX_PATH:
            self._cache[folder, specifier] = found
        return found

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file that was found, None where it cannot be read."""
        package, inner = self._holder(path)
        return package.read(inner)

    def text(self, path: str) -> str:
        """Return the text of a file that was found. Raises InputError where it cannot be used."""
        package, inner = self._holder(path)
        return package.text(inner)

    def _search(self, folder: str, specifier: str) -> str | Missing:
        if not specifier or len(specifier) > MAX_PATH or "://" in specifier:
            return Missing(specifier[:MAX_PATH], ())
        tried: list[str] = []
        for path in self._candidates(folder, specifier, tried):
            package, inner = self._holder(path)
            if package.is_file(inner):
                return self._canonical(path)
            tried.append(path)
        return Missing(_platform_path(folder, specifier), tuple(tried))

    def _holder(self, path: str) -> tuple[Package, str]:
        """Return the package that a path is in, and what it is called there."""
        outer = self._node_modules
        if outer and path.startswith(_MODULES) and not self._package.is_file(path):
            return outer, path.removeprefix(_MODULES)
        return self._package, path

    def _canonical(self, path: str) -> str:
        """Return a path below node_modules without links: pnpm lays packages out with them, and a
        package finds its own dependencies only from where it really lies.
        """
        if _MODULES not in path:
            return path
        package, inner = self._holder(path)
        prefix = _MODULES if package is self._node_modules else ""
        return f"{prefix}{package.canonical(inner)}"

    def _candidates(self, folder: str, specifier: str, tried: list[str]) -> Iterator[str]:
        path = normalize(specifier, folder)
        yield from _files(path)
        if specifier.startswith(_RELATIVE) or specifier in (".", ".."):
            yield from self._not_built(path or "", tried)
            return
        for place in _upwards(folder):
            yield from self._in_built(f"{place}{_BUILT}", specifier, tried)
        yield from self._in_all_node_modules(folder, specifier, tried)
        yield from _files(normalize(specifier))

    def _not_built(self, path: str, tried: list[str]) -> Iterator[str]:
        """Yield what "build npm" would put at a path, where a program names the built file."""
        place, built, specifier = f"/{path}".rpartition(f"/{_BUILT}/")
        if built:
            yield from self._in_all_node_modules(place[1:], specifier, tried)

    def _in_built(self, place: str, specifier: str, tried: list[str]) -> Iterator[str]:
        """Yield candidates in a folder that "build npm" has made. There is no package.json in such
        a package, as the tool makes it; one that somebody copied has one.
        """
        if not self._is_folder(place):
            return
        yield from _files(_below(place, specifier))
        yield from self._in_package(place, specifier, tried)

    def _in_all_node_modules(self, folder: str, specifier: str, tried: list[str]) -> Iterator[str]:
        for place in _upwards(folder):
            if not place.endswith(_MODULES):
                yield from self._in_node_modules(f"{place}{_MODULES}", specifier, tried)

    def _in_node_modules(self, place: str, specifier: str, tried: list[str]) -> Iterator[str]:
        name, _ = _split(specifier)
        root = _below(place, name)
        if root is None or not self._is_folder(root):
            tried.append(f"{place}{name}")
            return
        yield from self._in_package(place, specifier, tried)

    def _in_package(self, place: str, specifier: str, tried: list[str]) -> Iterator[str]:
        """Yield candidates in a package as npm installs it, best first."""
        name, deep = _split(specifier)
        root = _below(place, name)
        if root is None or not self._is_folder(root):
            return
        manifest = self._manifest(root, tried)
        home = self._home(root, manifest)
        if deep:
            yield from _files(_below(home, deep))
            yield from _files(_below(root, deep))
            return
        if home != root:
            yield f"{home}/index.js"
        for key in ("main", "module"):
            yield from _files(_below(root, manifest.get(key)))
        yield f"{root}/index.js"

    def _home(self, root: str, manifest: dict[str, Any]) -> str:
        """Return the folder of a package that "build npm" would copy, the whole package where it
        has none. Source: the platform's page on npm; `miniprogram_dist` is its default.
        """
        home = _below(root, manifest.get("miniprogram", "miniprogram_dist"))
        return home if home is not None and self._is_folder(home) else root

    def _manifest(self, root: str, tried: list[str]) -> dict[str, Any]:
        path = f"{root}/package.json"
        if path not in self._manifests:
            self._manifests[path] = self._read_manifest(path)
        found = self._manifests[path]
        if isinstance(found, dict):
            return found
        tried.append(found)
        return {}

    def _read_manifest(self, path: str) -> dict[str, Any] | str:
        """Return what a package.json says, or a line that says why it says nothing."""
        package, inner = self._holder(path)
        if not package.is_file(inner):
            return path
        try:
            value = jsonc.parse(package.text(inner), path).value
        except InputError as error:
            return str(error)
        return value if isinstance(value, dict) else f"{path}:1:1: expected an object"

    def _is_folder(self, path: str) -> bool:
        outer = self._node_modules
        return self._package.is_folder(path) or (
            outer is not None
            and path.startswith(_MODULES)
            and outer.is_folder(path.removeprefix(_MODULES))
        )


def _files(path: str | None) -> Iterator[str]:
    """Yield the files that a path may stand for. None is a path outside the package."""
    if path is None:
        return
    if path:
        if not path.endswith(_NO_MODULES):
            yield path
        yield f"{path}.js"
        yield f"{path}.json"
    yield f"{path}/index.js".lstrip("/")


def _below(place: str, path: Any) -> str | None:
    """Return a path below a folder, None where it is none: package.json may say anything."""
    place = place.rstrip("/")
    found = normalize(f"{place}/{path}") if isinstance(path, str) else None
    return found if found == place or (found or "").startswith(f"{place}/") else None


def _upwards(folder: str) -> Iterator[str]:
    """Yield a folder and those around it up to the root, each with its slash."""
    while folder:
        yield f"{folder}/"
        folder = folder.rpartition("/")[0]
    yield ""


def _split(specifier: str) -> tuple[str, str]:
    """Return the name of a package, which may have a scope, and the path in it."""
    parts = specifier.split("/")
    count = 2 if specifier.startswith("@") else 1
    return "/".join(parts[:count]), "/".join(parts[count:])


def _platform_path(folder: str, specifier: str) -> str:
    """Return the path that the platform's error names: joined, and never above the root."""
    parts = folder.split("/") if folder and not specifier.startswith("/") else []
    for part in specifier.split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    path = "/".join(parts)
    return path if path.endswith(".js") else f"{path}.js"
