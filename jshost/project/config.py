"""What a project says of itself: app.json, project.config.json, and the .json files of its pages.

A fault stops a run; a note is something that DevTools would warn about. Both are one line each,
`file:line:column: what is wrong; what is expected`, with the paths of the package.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from jshost.errors import FaultsError, InputError
from jshost.frozen import Frozen
from jshost.project import jsonc
from jshost.project.files import Package, normalize
from jshost.project.jsonc import Document
from jshost.project.resolve import Missing, Resolver
from jshost.text import line

MAX_CHARACTERS = 2 * 1024 * 1024
"""The largest JSON file. The platform's own limit for a whole package is 2 MB."""

MAX_ALIKE = 10
"""How many faults of one kind are told one by one."""

MAX_LOOKED_INTO = 1000
"""In how many folders app.json is looked for where it is missing."""

_T = TypeVar("_T")

_KINDS: dict[str, type | tuple[type, ...]] = {
    "a string": str,
    "a list": list,
    "an object": dict,
    "true or false": bool,
    "a string or an object": (str, dict),
}

# What each key should hold; `*` is every item. A key that is not here may hold anything.
_SUBPACKAGES = {
    "": "a list",
    ".*": "an object",
    ".*.root": "a string",
    ".*.name": "a string",
    ".*.pages": "a list",
    ".*.pages.*": "a string",
    ".*.independent": "true or false",
    ".*.entry": "a string",
    ".*.plugins": "an object",
    ".*.plugins.*": "an object",
}
_SPELLINGS = ("subpackages", "subPackages")
_APP = {
    "pages": "a list",
    "pages.*": "a string",
    "entryPagePath": "a string",
    "window": "an object",
    **{f"{key}{rest}": kind for key in _SPELLINGS for rest, kind in _SUBPACKAGES.items()},
    "tabBar": "an object",
    "tabBar.list": "a list",
    "tabBar.list.*": "an object",
    "tabBar.list.*.pagePath": "a string",
    "tabBar.list.*.text": "a string",
    "tabBar.list.*.iconPath": "a string",
    "tabBar.list.*.selectedIconPath": "a string",
    "usingComponents": "an object",
    "usingComponents.*": "a string",
    "plugins": "an object",
    "plugins.*": "an object",
    "permission": "an object",
    "permission.*": "an object",
    "permission.*.desc": "a string",
    "requiredPrivateInfos": "a list",
    "requiredPrivateInfos.*": "a string",
    "requiredBackgroundModes": "a list",
    "requiredBackgroundModes.*": "a string",
    "themeLocation": "a string",
    "workers": "a string or an object",
    "workers.path": "a string",
    "workers.isSubpackage": "true or false",
    "lazyCodeLoading": "a string",
    "useExtendedLib": "an object",
}
_APP_REQUIRED = (
    "pages",
    *(f"{key}.*.{name}" for key in _SPELLINGS for name in ("root", "pages")),
    "tabBar.list",
    "tabBar.list.*.pagePath",
    "permission.*.desc",
)
_PAGE = {
    "usingComponents": "an object",
    "usingComponents.*": "a string",
    "component": "true or false",
    "navigationBarTitleText": "a string",
}
_EXT = {
    "extEnable": "true or false",
    "extAppid": "a string",
    "ext": "an object",
    "extPages": "an object",
    "extPages.*": "an object",
    "window": "an object",
}
_LEFT_OUT_OF_EXT = ("pages", "tabBar", "networkTimeout", "subpackages", "subPackages", "plugins")
_PROJECT = {
    "appid": "a string",
    "projectname": "a string",
    "miniprogramRoot": "a string",
    "setting": "an object",
}

# What a page path may not have, and what to put in its place.
_NOT_IN_PATHS = (
    (r"\\", "has backslashes", "/"),
    (r"^/+", "begins with a slash", ""),
    (r"\.(?:js|ts|json|wxml|wxss)$", "has an extension", ""),
)

# Libraries of `useExtendedLib`: the platform has them, the package has not.
_EXTENDED = {"weui": "weui-miniprogram/", "kbone": "miniprogram-element/"}

_BACKGROUND_MODES = ("audio", "location", "bluetooth")
_EXACT = (
    "getLocation",
    "onLocationChange",
    "startLocationUpdate",
    "startLocationUpdateBackground",
)
_PRIVATE_INFOS = ("getFuzzyLocation", *_EXACT, "chooseLocation", "choosePoi", "chooseAddress")
# The text of DevTools.
_EXCLUSIVE = f"requiredPrivateInfos 'getFuzzyLocation' 与 {'、'.join(map(repr, _EXACT))} 互斥"


class ProjectError(FaultsError):
    """A project that cannot be run."""


class PageEntry(Frozen):
    """A page, and the package it is in: `""` is the main package."""

    path: str
    package_root: str
    independent: bool


class TabItem(Frozen):
    """One tab of the tab bar."""

    page_path: str
    text: str


class ExtConfig(Frozen):
    """What an ext.json changes (D: 第三方平台): the app that the program is for, what it is told,
    the window of all pages and of some.
    """

    app_id: str | None = None
    ext: Mapping[str, Any] = MappingProxyType({})
    window: Mapping[str, Any] = MappingProxyType({})
    pages: Mapping[str, Any] = MappingProxyType({})


class Project(Frozen):
    """A mini program as its files declare it. `package` holds the folder with app.json, `app` that
    file's value; `node_modules` is the one outside of that folder, if there is one.
    """

    folder: Path
    package: Package
    node_modules: Package | None
    app_id: str | None
    name: str | None
    settings: dict[str, Any]
    app: dict[str, Any]
    ext: ExtConfig
    pages: dict[str, PageEntry]
    entry: str
    tabs: tuple[TabItem, ...]
    workers: str | None
    themes: dict[str, Any]
    _components: _Components
    _notes: list[str]
    _page_configs: dict[str, dict[str, Any]]

    @classmethod
    def open(cls, path: Path) -> Project:
        """Read a project from its folder. Raises ProjectError with everything that is wrong."""
        folder = _folder(path)
        config = _project_config(folder)
        package = _app_package(path, folder, config)
        return cls.read(path, package, _outer_modules(path, folder, package), config)

    @classmethod
    def read(
        cls,
        folder: Path,
        package: Package,
        node_modules: Package | None = None,
        config: Mapping[str, Any] = MappingProxyType({}),
    ) -> Project:
        """Read a project from its package, which lies in a folder; `config` is what
        project.config.json says. Raises ProjectError with everything that is wrong.
        """
        reader = _AppReader(package)
        reader.read()
        components = _Components(package, node_modules, reader.app)
        components.check(reader.document, reader.notes)
        ext_notes: list[str] = []
        ext = _ext_config(package, ext_notes)
        app_id = ext.app_id or config.get("appid")
        project = cls(
            folder=folder,
            package=package,
            node_modules=node_modules,
            app_id=None if app_id == "touristappid" else app_id or None,
            name=config.get("projectname") or None,
            settings=config.get("setting", {}),
            app=reader.app,
            ext=ext,
            pages=reader.pages,
            entry=reader.entry,
            tabs=reader.tabs,
            workers=reader.workers,
            themes=reader.themes,
            _components=components,
            _notes=reader.notes.lines() + ext_notes,
            _page_configs={},
        )
        project._check_pages()
        return project

    def _check_pages(self) -> None:
        """Read every page's .json. Raises ProjectError with all that is wrong in them."""
        faults: list[str] = []
        for path in self.pages:
            try:
                self.page_config(path)
            except ProjectError as error:
                faults += error.faults
        if faults:
            raise ProjectError(faults)

    @property
    def window(self) -> dict[str, Any]:
        """Return app.json's `window`, as ext.json changes it."""
        return {**self.app.get("window", {}), **self.ext.window}

    @property
    def permission(self) -> dict[str, str]:
        """Return what the program says it needs each scope for."""
        return {scope: entry["desc"] for scope, entry in self.app.get("permission", {}).items()}

    def theme(self, name: str) -> Mapping[str, Any]:
        """Return the variables of a theme; none unless app.json says `darkmode` (D)."""
        variables = self.themes.get(name) if self.app.get("darkmode") is True else None
        return variables if isinstance(variables, dict) else {}

    @property
    def required_private_infos(self) -> tuple[str, ...]:
        """Return the location APIs that the program declares."""
        return tuple(self.app.get("requiredPrivateInfos", ()))

    @property
    def required_background_modes(self) -> tuple[str, ...]:
        """Return what the program does in the background."""
        return tuple(self.app.get("requiredBackgroundModes", ()))

    @property
    def workers_apart(self) -> bool:
        """Return whether the workers are in a package of their own."""
        workers = self.app.get("workers")
        return isinstance(workers, dict) and workers.get("isSubpackage") is True

    @property
    def lazy(self) -> bool:
        """Return whether code is only run for the pages and components that are shown."""
        return self.app.get("lazyCodeLoading") == "requiredComponents"

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what DevTools would warn about in the files read so far."""
        return tuple(self._notes)

    def page_config(self, path: str) -> dict[str, Any]:
        """Return the .json of a page or component, `{}` where it has none, as ext.json changes it.
        Raises ProjectError.
        """
        if path not in self._page_configs:
            config = self._read_page_config(path)
            self._page_configs[path] = {**config, **self.ext.pages.get(path, {})}
        return self._page_configs[path]

    def _read_page_config(self, path: str) -> dict[str, Any]:
        file = f"{path}.json"
        if not self.package.is_file(file):
            return {}
        document = _document(self.package, file)
        faults = _Findings(document)
        _check(document, _PAGE, (), faults)
        faults.raise_if_any()
        notes = _Findings(document)
        self._components.check(document, notes)
        self._notes.extend(notes.lines())
        config: dict[str, Any] = document.value
        return config


class _Findings:
    """What is wrong in one file, in the order in which it stands there; only so much of a kind."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found: list[tuple[tuple[int, int], str]] = []
        self._counts: dict[str, int] = {}

    def add(self, kind: str, path: jsonc.Path, message: str | Callable[[], str]) -> None:
        """Note something; `kind` is a plural that names the likes of it. A message that takes time
        is given as a function, which is called only if it is told.
        """
        count = self._counts[kind] = self._counts.get(kind, 0) + 1
        if count <= MAX_ALIKE:
            said = message if isinstance(message, str) else message()
            place = self._document.position(path)
            self._found.append((place, f"{self._document.where(path)}: {said}"))

    def lines(self) -> list[str]:
        """Return a line for each, and one for those of each kind that are left out."""
        told = [text for _, text in sorted(self._found)]
        rest = {kind: count - MAX_ALIKE for kind, count in self._counts.items()}
        left = [f"{self._document.name}: {n} more {kind}" for kind, n in rest.items() if n > 0]
        return told + left

    def raise_if_any(self) -> None:
        """Raise a ProjectError if anything was found."""
        lines = self.lines()
        if lines:
            raise ProjectError(lines, sum(self._counts.values()) - len(lines))


class _AppReader:
    """Reads app.json. What is declared is taken down even where it is wrong, so that one fault is
    told once.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.document = _document(package, "app.json")
        self.app: dict[str, Any] = self.document.value
        self.pages: dict[str, PageEntry] = {}
        self.entry = ""
        self.tabs: tuple[TabItem, ...] = ()
        self.workers: str | None = None
        self.themes: dict[str, Any] = {}
        self.faults = _Findings(self.document)
        self.notes = _Findings(self.document)
        self._declared: dict[str, jsonc.Path] = {}
        self._roots: dict[str, jsonc.Path] = {}

    def read(self) -> None:
        """Read everything. Raises ProjectError with all faults."""
        _check(self.document, _APP, _APP_REQUIRED, self.faults)
        self._read_roots()
        self._read_pages()
        self._read_entry()
        self._read_tabs()
        self._read_private_infos()
        self._read_workers()
        self._read_themes()
        self.faults.raise_if_any()
        self._note_unknown("requiredPrivateInfos", _PRIVATE_INFOS)
        self._note_unknown("requiredBackgroundModes", _BACKGROUND_MODES)
        self._note_icons()

    def _read_roots(self) -> None:
        for path, root in _all(self.app, [f"{key}.*.root" for key in _SPELLINGS], str):
            normal = normalize(root.strip("/"))
            if not normal:
                self._root_fault(path, root, "is no folder in the package; expected one")
            elif normal in self._roots:
                self._add_twice(path, f"{_key(path)} {_say(root)}", self._roots[normal])
            else:
                self._roots[normal] = path
        for root, path in self._roots.items():
            self._check_root(root, path)

    def _check_root(self, root: str, path: jsonc.Path) -> None:
        outer = self._root_around(root)
        if outer is not None:
            where = f"{_key(self._roots[outer])} {_say(outer)}"
            self._root_fault(path, root, f"lies in {where}; expected it outside")
        elif not self.package.is_folder(root):
            self._root_fault(path, root, "is no folder in the package; expected one")

    def _root_fault(self, path: jsonc.Path, root: str, message: str) -> None:
        self.faults.add("wrong roots of subpackages", path, f"{_key(path)} {_say(root)} {message}")

    def _root_around(self, path: str) -> str | None:
        """Return the root of the subpackage that a path lies in."""
        while "/" in path:
            path = path.rpartition("/")[0]
            if path in self._roots:
                return path
        return None

    def _read_pages(self) -> None:
        if self.app.get("pages") == []:
            self.faults.add("lists", ("pages",), "pages is empty; expected at least one page path")
        for path, page in _all(self.app, ["pages.*"], str):
            self._read_page(path, page, "", False)
        for path, entry in _all(self.app, [f"{key}.*" for key in _SPELLINGS], dict):
            root = entry.get("root")
            folder = normalize(root.strip("/")) if isinstance(root, str) else None
            for inner, page in _all(entry, ["pages.*"], str) if folder else ():
                self._read_page((*path, *inner), page, folder or "", entry.get("independent"))

    def _read_page(self, path: jsonc.Path, page: str, root: str, independent: Any) -> None:
        wrong = _path_fault(page)
        normal = None if wrong else _page_path(root, page)
        if normal is None:
            wrong = wrong or "leaves the package; expected a path in it"
            self.faults.add("wrong page paths", path, f"{_key(path)} {_say(page)} {wrong}")
            return
        if normal in self._declared:
            self._add_twice(path, f"page {_say(normal)}", self._declared[normal])
            return
        self._declared[normal] = path
        self.pages[normal] = PageEntry(normal, root, independent is True)
        self._check_page(path, normal, root)

    def _add_twice(self, path: jsonc.Path, what: str, first: jsonc.Path) -> None:
        def message() -> str:
            return f"{what} is given twice; first at {self.document.where(first)}"

        self.faults.add("pages or roots that are given twice", path, message)

    def _check_page(self, path: jsonc.Path, page: str, root: str) -> None:
        around = None if root else self._root_around(page)
        if around is not None:
            where = f"{_key(self._roots[around][:-1])} {_say(around)}"
            message = f"page {_say(page)} of the main package lies in {where}; expected it outside"
            self.faults.add("pages in the wrong package", path, message)
        elif not self.package.is_file(f"{page}.js") and self.package.is_folder(root):
            self.faults.add("pages without a .js file", path, lambda: self._no_script(page))

    def _no_script(self, page: str) -> str:
        shown = line(page)
        wrong = f"page {_say(page)} has no file {shown}.js"
        if self.package.is_file(f"{page}.ts"):
            return f"{wrong}; there is a {shown}.ts: compile it to JavaScript first"
        if self.package.is_file(f"{page}/index.js"):
            return f'{wrong}; did you mean "{shown}/index"?'
        other = _other_case(self.package, f"{page}.js")
        if other:
            return f"{wrong}; there is {line(other)}: upper and lower case have to be the same"
        return f"{wrong}; expected that file"

    def _read_entry(self) -> None:
        self.entry = next(iter(self.pages), "")
        entry = self.app.get("entryPagePath")
        if not isinstance(entry, str) or not entry:
            return
        if entry in self.pages:
            self.entry = entry
        else:
            message = f"entryPagePath {_say(entry)} is not among the pages; {self._meant(entry)}"
            self.faults.add("wrong page paths", ("entryPagePath",), message)

    def _meant(self, page: str) -> str:
        plain = re.sub(r"^/+|\.(?:js|html)$", "", page)
        return f"did you mean {_say(plain)}?" if plain in self.pages else "expected one of them"

    def _read_tabs(self) -> None:
        for path, items in _all(self.app, ["tabBar.list"], list):
            if not 2 <= len(items) <= 5:
                count = f"{len(items)} item" + "s" * (len(items) != 1)
                self.faults.add("lists", path, f"tabBar.list has {count}; expected 2 to 5")
        for path, page in _all(self.app, ["tabBar.list.*.pagePath"], str):
            self._check_tab(path, page)
        items = [item for _, item in _all(self.app, ["tabBar.list.*"], dict)]
        self.tabs = tuple(TabItem(item.get("pagePath"), item.get("text", "")) for item in items)

    def _check_tab(self, path: jsonc.Path, page: str) -> None:
        entry = self.pages.get(page)
        if entry is None:
            message = f"{_key(path)} {_say(page)} is not among the pages; {self._meant(page)}"
            self.faults.add("wrong tabs", path, message)
        elif entry.package_root:
            what = f"is a page of the subpackage {_say(entry.package_root)}"
            message = f"{_key(path)} {_say(page)} {what}; expected one of the main package"
            self.faults.add("wrong tabs", path, message)

    def _read_private_infos(self) -> None:
        infos = {name: path for path, name in _all(self.app, ["requiredPrivateInfos.*"], str)}
        if "getFuzzyLocation" in infos and infos.keys() & set(_EXACT):
            message = f"{_EXCLUSIVE}; expected either of the two"
            self.faults.add("private infos", infos["getFuzzyLocation"], message)

    def _read_themes(self) -> None:
        """Read the variables of the themes, which are none where their file cannot be read."""
        location = self.app.get("themeLocation")
        if not isinstance(location, str):
            return
        try:
            self.themes = _document(self.package, location.lstrip("/")).value
        except ProjectError as error:
            self.notes.add("themes that cannot be read", ("themeLocation",), str(error))

    def _read_workers(self) -> None:
        workers = self.app.get("workers")
        where: jsonc.Path = ("workers",)
        if isinstance(workers, dict):
            workers, where = workers.get("path"), ("workers", "path")
        if not isinstance(workers, str) or not workers:
            return
        self.workers = normalize(workers.strip("/"))
        if not self.workers:
            message = f"{_key(where)} {_say(workers)} leaves the package; expected a folder in it"
            self.faults.add("paths of workers", where, message)
        elif not self.package.is_folder(self.workers):
            message = f"{_key(where)} {_say(workers)} is no folder in the package; expected one"
            self.notes.add("paths of workers", where, message)

    def _note_unknown(self, key: str, known: tuple[str, ...]) -> None:
        for path, name in _all(self.app, [f"{key}.*"], str):
            if name not in known:
                expected = ", ".join(known)
                message = f"{_key(path)} {_say(name)} is unknown; expected one of {expected}"
                self.notes.add(f"unknown {key}", path, message)

    def _note_icons(self) -> None:
        keys = [f"tabBar.list.*.{key}" for key in ("iconPath", "selectedIconPath")]
        for path, icon in _all(self.app, keys, str):
            if not self.package.is_file(icon):
                message = f"{_key(path)} {_say(icon)} is no file in the package; expected a picture"
                self.notes.add("icons that are missing", path, message)


class _Components:
    """Checks where `usingComponents` leads."""

    def __init__(self, package: Package, node_modules: Package | None, app: dict[str, Any]) -> None:
        self._resolver = Resolver(package, node_modules)
        patterns = ["plugins", *(f"{key}.*.plugins" for key in _SPELLINGS)]
        self._plugins = {name for _, some in _all(app, patterns, dict) for name in some}
        libraries = app.get("useExtendedLib", {})
        self._elsewhere = tuple(at for name, at in _EXTENDED.items() if libraries.get(name))

    def check(self, document: Document, notes: _Findings) -> None:
        """Note the components of a file that are not there."""
        for path, target in _all(document.value, ["usingComponents.*"], str):
            wrong = self._wrong(document.name, target)
            if wrong:
                notes.add("unknown components", path, f"{_key(path)} {_say(target)} {wrong}")

    def _wrong(self, origin: str, target: str) -> str | None:
        scheme, separator, rest = target.partition("://")
        if separator:
            unknown = scheme == "plugin" and rest.partition("/")[0] not in self._plugins
            return "has an unknown plugin; expected one of app.json's" if unknown else None
        if target.startswith(self._elsewhere):
            return None
        missing = isinstance(self._resolver.resolve(origin, target), Missing)
        return "is no component in the package; expected its path" if missing else None


def _folder(path: Path) -> Package:
    try:
        if path.is_dir():
            return Package(path)
        found = path.exists()
    except (OSError, ValueError):
        found = False
    what = "a file; expected the folder of a mini program" if found else "no such folder"
    raise ProjectError([f"{path}: {what}"])


def _project_config(folder: Package) -> dict[str, Any]:
    if "project.config.json" not in folder.names(""):
        return {}
    document = _document(folder, "project.config.json")
    faults = _Findings(document)
    _check(document, _PROJECT, (), faults)
    root = document.value.get("miniprogramRoot")
    if isinstance(root, str):
        _check_root(folder, root, faults)
    faults.raise_if_any()
    config: dict[str, Any] = document.value
    return config


def _ext_config(package: Package, notes: list[str]) -> ExtConfig:
    """Return what ext.json, beside app.json, changes: nothing unless it is enabled. What jshost
    leaves out of it is a note. Raises ProjectError.
    """
    if not package.is_file("ext.json"):
        return ExtConfig()
    document = _document(package, "ext.json")
    faults = _Findings(document)
    _check(document, _EXT, (), faults)
    faults.raise_if_any()
    value = document.value
    if value.get("extEnable") is not True:
        return ExtConfig()
    findings = _Findings(document)
    for key in _LEFT_OUT_OF_EXT:
        if key in value:
            findings.add("keys", (key,), f"{key} changes nothing here; put it into app.json")
    notes += findings.lines()
    return ExtConfig(
        value.get("extAppid") or None,
        value.get("ext", {}),
        value.get("window", {}),
        value.get("extPages", {}),
    )


def _check_root(folder: Package, root: str, faults: _Findings) -> None:
    normal = None if root.startswith("/") else normalize(root)
    if normal is None:
        wrong = "leaves the folder of the project"
    elif not folder.is_folder(normal):
        wrong = "is no folder in the project"
    else:
        return
    message = f"miniprogramRoot {_say(root)} {wrong}; expected the folder of app.json"
    faults.add("roots", ("miniprogramRoot",), message)


def _app_package(path: Path, folder: Package, config: dict[str, Any]) -> Package:
    """Return the package with app.json. Raises ProjectError where there is none."""
    root = normalize(config.get("miniprogramRoot", "")) or ""
    if "app.json" in folder.names(root):
        return Package(path / root) if root else folder
    if root:
        where = f"{line(root)}/app.json"
        wrong = f"no {where}; expected it there by the miniprogramRoot of project.config.json"
        raise ProjectError([f"{path}: {wrong}"])
    raise ProjectError([f"{path}: {_no_app(folder)}"])


def _no_app(folder: Package) -> str:
    if folder.is_file("game.json"):
        return "a mini game (game.json); expected a mini program (app.json)"
    for name in folder.names("")[:MAX_LOOKED_INTO]:
        for file in ("app.json", "project.config.json"):
            if name != "node_modules" and folder.is_file(f"{name}/{file}"):
                return f"no app.json; there is {line(name)}/{file}: name that folder"
    return "no app.json, nor a project.config.json with a miniprogramRoot; expected one of them"


def _outer_modules(path: Path, folder: Package, package: Package) -> Package | None:
    if package is folder or not folder.is_folder("node_modules"):
        return None
    return Package(path / "node_modules")


def _document(package: Package, file: str) -> Document:
    """Return a JSON file that holds an object. Raises ProjectError."""
    try:
        text = package.text(file)
        if len(text) > MAX_CHARACTERS:
            raise InputError(f"{line(file)}: larger than 2 MB, the most that a JSON file may be")
        document = jsonc.parse(text, line(file))
    except InputError as error:
        raise ProjectError([str(error)]) from None
    if isinstance(document.value, dict):
        return document
    what = _say(document.value)
    raise ProjectError([f"{document.where()}: {what}; expected an object with curly brackets"])


def _check(
    document: Document, rules: dict[str, str], required: tuple[str, ...], faults: _Findings
) -> None:
    """Check the types of a file's values, and that none is missing."""
    for pattern, words in rules.items():
        for path, value in _each(document.value, pattern):
            if not isinstance(value, _KINDS[words]):
                message = f"{_key(path)} is {_say(value)}; expected {words}"
                faults.add("values of the wrong type", path, message)
    for pattern in required:
        above, _, name = pattern.rpartition(".")
        for path, value in _each(document.value, above):
            if isinstance(value, dict) and name not in value:
                message = f"no {_key((*path, name))}; expected {rules[pattern]}"
                faults.add("keys that are missing", path, message)


def _each(value: Any, pattern: str) -> list[tuple[jsonc.Path, Any]]:
    """Return the values at a pattern such as `tabBar.list.*.text`, with their paths."""
    found: list[tuple[jsonc.Path, Any]] = [((), value)]
    for step in pattern.split(".") if pattern else ():
        found = [((*at, key), item) for at, whole in found for key, item in _items(whole, step)]
    return found


def _items(value: Any, step: str) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, dict):
        chosen: Any = value if step == "*" else value.keys() & {step}
        return [(key, value[key]) for key in chosen]
    return enumerate(value) if isinstance(value, list) and step == "*" else ()


def _all(value: Any, patterns: Iterable[str], kind: type[_T]) -> Iterator[tuple[jsonc.Path, _T]]:
    """Yield the values at some patterns that have the right type."""
    for pattern in patterns:
        for path, item in _each(value, pattern):
            if isinstance(item, kind):
                yield path, item


def _path_fault(page: str) -> str | None:
    if not page:
        return "is empty; expected a page path"
    if re.match(r"/*[A-Za-z]:", page):
        return "is a path of a disk; expected one in the package"
    for pattern, what, instead in _NOT_IN_PATHS:
        if re.search(pattern, page):
            return f"{what}; expected {_say(re.sub(pattern, instead, page))}"
    return None


def _page_path(root: str, page: str) -> str | None:
    """Return the whole path of a page, None where it leaves its package."""
    path = normalize(f"{root}/{page}") or ""
    return path if path.startswith(f"{root}/" if root else "") and path != "" else None


def _other_case(package: Package, path: str) -> str | None:
    """Return the path of a file that differs from a path in upper and lower case alone."""
    found = ""
    for part in path.split("/"):
        names = package.names(found)
        near = [name for name in names if name.casefold() == part.casefold()]
        if not near:
            return None
        found = f"{found}/{part if part in near else near[0]}".lstrip("/")
    return found if package.is_file(found) else None


def _key(path: jsonc.Path) -> str:
    """Return a path as one would write it in JavaScript."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif re.fullmatch(r"[A-Za-z_$][\w$]*", step):
            text += f".{step}" if text else step
        else:
            text += f"[{_say(step)}]"
    return text


def _say(value: Any) -> str:
    """Return a value as an error shows it."""
    if isinstance(value, str):
        return f'"{line(value, 100)}"'
    if isinstance(value, (dict, list)):
        return "an object" if isinstance(value, dict) else "a list"
    return line(json.dumps(value), 100)
