"""Declaring APIs: a handler's signature is the schema of its parameters.

Importing a family only declares; a signature is read when the API is called for the first time.
"""

from __future__ import annotations

import json
import typing
from collections.abc import Callable, Container, Iterable, Mapping
from functools import cache, cached_property
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal

from jshost.differences import Platform, version
from jshost.errors import ApiError
from jshost.frozen import Frozen
from jshost.user.port import Alternatives
from jshost.values import (
    UNDEFINED,
    GuestBuffer,
    GuestFunction,
    GuestObject,
    GuestRoom,
    Unserializable,
    type_name,
)

Convention = Literal[
    "async",
    "sync",
    "on",
    "listen",
    "off",
    "factory",
    "maker",
    "command",
    "value",
    "property",
    "guest",
]
Kind = Literal["real", "simulated"]
Handler = Callable[..., Any]

_REQUIRED = object()
_FLOAT_FROM = 1 << 80
_TYPE_NAMES = {
    str: "String",
    int: "Number",
    float: "Number",
    bool: "Boolean",
    list: "Array",
    dict: "Object",
    GuestFunction: "Function",
    GuestObject: "Object",
    GuestBuffer: "ArrayBuffer",
    GuestRoom: "ArrayBuffer",
}


class Parameter(Frozen):
    """One parameter: the platform's name of its type ("" for any), its item type, allowed values
    and default. `argument` is what its handler calls it: `global_` for `global`.
    """

    name: str
    type: str
    item: str
    values: tuple[Any, ...]
    default: Any
    argument: str

    @property
    def required(self) -> bool:
        return self.default is _REQUIRED


class Property(Frozen):
    """A property of a manager object: the platform's name of its type, and whether programs may set
    it.
    """

    type: str
    since: str = "1.0.0"
    writable: bool = False

    def accepts(self, value: Any) -> bool:
        """Whether a value is of its type."""
        return not self.type or _fits(self.type, value, type_name(value))


class Api(Frozen):
    """One API, or one method or property of a manager object (then `name` is `Manager.method`).

    `scope` is the permission that it needs; `scope_parameter` names the parameter that holds it
    instead. `asks` are the alternatives of the question that it puts to the user. Failures of a
    command are reported to its manager's event `failure`, in the name of `native`; its handler
    belongs to an `owner`, made once per run or by the call of a maker; `task` is what each call
    returns at once. Options named in `keeps` stay in the guest: the handler is given a GuestObject;
    of the buffer that it `fills` it is given a GuestRoom, and answers Filled.
    A maker `hears` an event of the object that it makes: its first argument listens to that.
    A command with `rest` takes all its arguments as one list, as people are shown them.
    `value` is what a property of `wx` holds, `slot` what one of a manager is. An API that lives
    in the guest alone is in a `chunk` of polyfills/. One that is about rendered components
    `needs_view`: it is there, and says so when it is called (differences.view).
    """

    name: str
    convention: Convention
    family: str
    handler: Handler | None = None
    since: str = "1.0.0"
    scope: str | None = None
    scope_parameter: str | None = None
    promise: bool = True
    asks: Alternatives | None = None
    native: str | None = None
    failure: str | None = None
    owner: type[Manager] | None = None
    methods: tuple[Api, ...] = ()
    keeps: tuple[str, ...] = ()
    fills: str = ""
    value: Callable[[Platform], Any] | None = None
    slot: Property | None = None
    task: type[Manager] | None = None
    chunk: str = ""
    needs_view: bool = False
    rest: bool = False
    hears: str = ""

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """The parameters, in the order of the declaration."""
        return _signature(self.handler) if self.handler else ()

    @property
    def returns_nothing(self) -> bool:
        """Whether its handler is declared to return None: then the guest gets undefined."""
        return self.handler is not None and self.handler.__annotations__["return"] == "None"

    @property
    def is_gated(self) -> bool:
        """Whether it needs a scope, in some base library at least."""
        return self.scope is not None or self.scope_parameter is not None

    @property
    def speaks_as(self) -> str:
        """The name that its results carry: manager methods report under a native name."""
        return self.native or self.name

    def bind(self, given: Any) -> dict[str, Any]:
        """Check what a call was given, an options object or one value, as the handler declares its
        parameters. Raises ApiError.
        """
        if self.rest:
            return {self.parameters[0].name: given}
        if self.convention == "command" and self.takes_value:
            return self.bind_positional([given])
        return self.bind_options(given)

    @property
    def takes_value(self) -> bool:
        """Whether its parameter is a value in its own right (positional), and no option."""
        own = 1 if self.owner is None else 2  # the call, and a manager's method itself
        return self.handler is not None and self.handler.__code__.co_argcount > own

    @property
    def takes_options(self) -> bool:
        """Whether it has its result at once, and yet options."""
        handler = self.handler
        return self.convention == "sync" and bool(handler and handler.__code__.co_kwonlyargcount)

    def bind_options(self, options: Any) -> dict[str, Any]:
        """Check an options object and return the handler's arguments. Raises ApiError with all
        faults found.
        """
        if not isinstance(options, dict):
            raise ApiError(
                f"parameter error: parameter should be Object instead of {type_name(options)};"
            )
        arguments: dict[str, Any] = {}
        faults = ""
        for parameter in self.parameters:
            value = options.get(parameter.name, UNDEFINED)
            if value is UNDEFINED and not parameter.required:
                # Most are left out, in most calls.
                arguments[parameter.argument] = parameter.default
                continue
            fault = _fault(parameter, value, f"parameter.{parameter.name}")
            faults += fault
            if not fault:
                arguments[parameter.argument] = _value(parameter, value)
        if faults:
            raise ApiError(f"parameter error: {faults}")
        return arguments

    def bind_positional(self, values: list[Any]) -> dict[str, Any]:
        """Check the arguments of a synchronous API. Raises ApiError."""
        arguments: dict[str, Any] = {}
        for index, parameter in enumerate(self.parameters):
            value = values[index] if index < len(values) else UNDEFINED
            fault = _fault(parameter, value, "parameter")
            if fault:
                raise ApiError(f"parameter error: {fault}")
            arguments[parameter.argument] = _value(parameter, value)
        return arguments


def _fault(parameter: Parameter, value: Any, label: str) -> str:
    """Return what is wrong with a value in the platform's words, "" when nothing is.

    Raises ApiError for a value that JSON.stringify refuses, with the reason that it gives (R).
    """
    if isinstance(value, Unserializable):
        raise ApiError(value.message)
    found = type_name(value)
    if value is UNDEFINED or (value is None and not parameter.required):
        missing = parameter.required and parameter.type
        return f"{label} should be {parameter.type} instead of {found};" if missing else ""
    if parameter.type and not _fits(parameter.type, value, found):
        return f"{label} should be {parameter.type} instead of {found};"
    for index, item in enumerate(value if parameter.item else ()):
        if type_name(item) != parameter.item:
            return f"{label}[{index}] should be {parameter.item} instead of {type_name(item)};"
    return ""


def _fits(wanted: str, value: Any, found: str) -> bool:
    """Whether a value, of the type `found`, is of the type that is wanted. A view of a buffer is as
    good as the buffer (F: programs pass `new Uint8Array(res.data)`).
    """
    return found == wanted or (wanted == "ArrayBuffer" and isinstance(value, GuestBuffer))


def _value(parameter: Parameter, value: Any) -> Any:
    if type(value) is int and not -_FLOAT_FROM < value < _FLOAT_FROM:
        # Guests write such numbers otherwise; one that has been taken over may not.
        value = float("inf") if abs(value) > 1e308 else float(value)
    if parameter.required:
        return value
    # What is no finite number crosses the platform's bridge as null.
    if isinstance(value, float) and value - value != 0 and parameter.type:
        return parameter.default
    # Values outside a documented list fall back to the default, as those left out do.
    absent = value is UNDEFINED or (value is None and parameter.type)
    unknown = parameter.values and value not in parameter.values
    return parameter.default if absent or unknown else value


@cache
def _signature(handler: Handler) -> tuple[Parameter, ...]:
    return tuple(_read_signature(handler))


def _read_signature(handler: Handler) -> Iterable[Parameter]:
    code = handler.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    positional = names[: code.co_argcount]
    tail = handler.__defaults__ or ()
    defaults = dict(zip(positional[len(positional) - len(tail) :], tail, strict=True))
    defaults |= handler.__kwdefaults__ or {}
    for name in names:
        if name in ("self", "call"):
            continue
        hint = eval(handler.__annotations__[name], handler.__globals__)
        yield _read_hint(name, hint, defaults.get(name, _REQUIRED))


def _read_hint(name: str, hint: Any, default: Any) -> Parameter:
    arguments = typing.get_args(hint)
    if isinstance(hint, UnionType) or typing.get_origin(hint) is typing.Union:
        hint = next(a for a in arguments if a is not NoneType)
        arguments = typing.get_args(hint)
    origin = typing.get_origin(hint) or hint
    known = name.removesuffix("_")
    if origin is Literal:
        kind = _TYPE_NAMES[type(arguments[0])]
        return Parameter(known, kind, "", arguments, default, name)
    item = _TYPE_NAMES.get(arguments[0], "") if origin is list and arguments else ""
    return Parameter(known, _TYPE_NAMES.get(origin, ""), item, (), default, name)


class Family:
    """One page group of the platform's documentation, and the APIs in it.

    `kind` tells whether they do the documented thing itself ("real": storage, routes, threads), or
    whether hardware, the screen or the platform's servers behind them are "simulated".
    """

    def __init__(self, name: str, *, kind: Kind) -> None:
        self.name = name
        self.kind = kind
        self.apis: list[Api] = []

    def api(self, name: str, **settings: Any) -> Callable[[Handler], Handler]:
        """Declare an asynchronous API: options with callbacks, or a promise. One with a `task`
        returns an object of that class at once, and never a promise.
        """
        task = settings.get("task")
        if task is not None:
            task.single = False
            settings |= {"promise": False, "methods": task.methods(self.name)}
        return self._declare(name, "async", settings)

    def sync(self, name: str, **settings: Any) -> Callable[[Handler], Handler]:
        """Declare an API that returns its result, or throws."""
        return self._declare(name, "sync", settings)

    def command(self, name: str, **settings: Any) -> Callable[[Handler], Handler]:
        """Declare an API that returns nothing to the guest, and tells it nothing."""
        return self._declare(name, "command", settings)

    def event(
        self, name: str, *, since: str = "1.0.0", off: str | None = None, off_since: str = ""
    ) -> None:
        """Declare an event. One with an `off` keeps all its listeners, one without keeps the
        last; `off_since` is for an `off` that came later than the event.
        """
        self.apis.append(Api(name, "on" if off else "listen", self.name, since=since))
        if off:
            self.apis.append(Api(off, "off", self.name, since=off_since or since, native=name))

    def manager(
        self,
        factory: str,
        manager: type[Manager],
        *,
        since: str = "1.0.0",
        needs_view: bool = False,
    ) -> None:
        """Declare a factory that gives the guest its one object of a manager class."""
        methods = manager.methods(self.name)
        made = Api(
            factory, "factory", self.name, since=since, methods=methods, needs_view=needs_view
        )
        self.apis.append(made)

    def maker(
        self, factory: str, manager: type[Manager], **settings: Any
    ) -> Callable[[Handler], Handler]:
        """Declare a factory with parameters: its handler returns a manager object for each call."""
        manager.single = False
        return self._declare(factory, "maker", {"methods": manager.methods(self.name), **settings})

    def guest(
        self,
        name: str,
        chunk: str,
        *,
        since: str = "1.0.0",
        methods: Mapping[str, str] = MappingProxyType({}),
        properties: Mapping[str, str] = MappingProxyType({}),
        needs_view: Container[str] = (),
    ) -> None:
        """Declare an API that needs nothing of the host: a function of that name in a chunk of
        polyfills/. `methods` and `properties` are those of the objects that it returns, and their
        base libraries; what is in `needs_view` is of no use without a view layer.
        """
        parts = [
            Api(method, "guest", self.name, since=since, needs_view=method in needs_view)
            for method, since in methods.items()
        ]
        parts += [
            Api(part, "guest", self.name, since=since, slot=Property("", since))
            for part, since in properties.items()
        ]
        made = Api(
            name,
            "guest",
            self.name,
            since=since,
            methods=tuple(parts),
            chunk=chunk,
            needs_view=name in needs_view,
        )
        self.apis.append(made)

    def value(self, name: str, value: Callable[[Platform], Any], *, since: str = "1.0.0") -> None:
        """Declare a property of `wx`: JSON, the same for every program on a platform."""
        self.apis.append(Api(name, "value", self.name, since=since, value=value))

    def _declare(
        self, name: str, convention: Convention, settings: dict[str, Any]
    ) -> Callable[[Handler], Handler]:
        def declare(handler: Handler) -> Handler:
            self.apis.append(Api(name, convention, self.name, handler, **settings))
            return handler

        return declare


class Manager:
    """A base for the objects that factories and tasks are. `object` is its documented name,
    `events` its on… methods, `offs` its off… methods, each with its base library. An event that
    has an off… keeps all its listeners, another one the last.

    A property is read and set as the attribute of that name; what is of another type is not set.
    """

    object: str
    events: Mapping[str, str] = MappingProxyType({})
    offs: Mapping[str, str] = MappingProxyType({})
    properties: Mapping[str, Property] = MappingProxyType({})
    number = 0
    """Which one it is, where a factory makes several."""
    single = True
    """Whether there is one object, which is there as soon as the guest asks anything of it."""

    def listened(self, event: str) -> None:
        """Take note that the guest listens to an event of this object."""

    def event(self, name: str) -> str:
        """Return the name under which an event of this object is emitted."""
        own = f"{self.object}.{name}"
        return f"{own}#{self.number}" if self.number else own

    @classmethod
    def methods(cls, family: str) -> tuple[Api, ...]:
        """Return what its objects have: methods, events, properties."""
        made = [
            _method(cls, name, convention, family, handler, **settings)
            for name, handler, convention, settings in cls._handlers()
        ]
        made += [
            Api(
                f"{cls.object}.{name}",
                "on" if f"off{name[2:]}" in cls.offs else "listen",
                family,
                since=since,
                owner=cls,
            )
            for name, since in cls.events.items()
        ]
        made += [
            Api(
                f"{cls.object}.{name}",
                "off",
                family,
                since=since,
                owner=cls,
                native=f"{cls.object}.on{name[3:]}",
            )
            for name, since in cls.offs.items()
        ]
        made += [
            Api(f"{cls.object}.{name}", "property", family, since=row.since, owner=cls, slot=row)
            for name, row in cls.properties.items()
        ]
        return tuple(made)

    @classmethod
    def _handlers(cls) -> list[tuple[str, Handler, Convention, dict[str, Any]]]:
        """Return the methods that are declared below: name, handler, convention, settings."""
        found = {
            name: member
            for kind in reversed(cls.__mro__)
            for name, member in vars(kind).items()
            if hasattr(member, "declared")
        }
        return [
            (member.declared[0] or name, member, *member.declared[1:])
            for name, member in found.items()
        ]


def _method(
    owner: type[Manager],
    name: str,
    convention: Convention,
    family: str,
    handler: Handler,
    made: type[Manager] | None = None,
    **settings: Any,
) -> Api:
    methods = made.methods(family) if made else ()
    name = f"{owner.object}.{name}"
    return Api(name, convention, family, handler, owner=owner, methods=methods, **settings)


Declare = Callable[[Handler], Handler]


def command(**settings: Any) -> Declare:
    """Declare a method of a Manager that returns nothing to the guest, and tells it nothing. Its
    `name` is given where Python cannot have it.
    """
    return _declared("command", settings)


def method(**settings: Any) -> Declare:
    """Declare a method of a Manager with callbacks, or a promise."""
    return _declared("async", settings)


def sync_method(**settings: Any) -> Declare:
    """Declare a method of a Manager that returns its result, or throws."""
    return _declared("sync", settings)


def maker_method(made: type[Manager], **settings: Any) -> Declare:
    """Declare a method of a Manager that returns another one for each call."""
    made.single = False
    if "hears" in settings:
        settings["hears"] = f"{made.object}.{settings['hears']}"
    return _declared("maker", {"made": made, **settings})


def _declared(convention: Convention, settings: dict[str, Any]) -> Declare:
    name = settings.pop("name", "")

    def declare(handler: Handler) -> Handler:
        handler.declared = (name, convention, settings)  # type: ignore[attr-defined] # for _handlers
        return handler

    return declare


class Index(Frozen):
    """What there is to know of families before one is imported: the surface of `wx` on the latest
    platform, and the module of each API and object; `load` imports one.
    """

    surface: str
    modules: Mapping[str, str]
    load: Callable[[str], Family]


class Registry:
    """All APIs by name, methods of managers included; `root` is the global that has them.

    With an `index` a family is imported when one of its APIs is first called.
    """

    def __init__(
        self, families: Callable[[], Iterable[Family]], root: str = "wx", index: Index | None = None
    ) -> None:
        self.root = root
        self._families = families
        self._index = index
        self._known: dict[str, tuple[Api, str]] = {}

    def get(self, name: str) -> Api:
        """Return an API. Raises KeyError where there is none of that name."""
        return self._find(name)[0]

    def find(self, name: str, platform: Platform) -> Api | None:
        """Return an API that a guest on a platform may name, None where it has none of that
        name.
        """
        try:
            api, since = self._find(name)
        except KeyError:
            return None
        return api if platform.has(since) else None

    def is_event(self, name: str) -> bool:
        """Whether a name is that of an event, in whichever base library."""
        try:
            return self.get(name).convention in ("on", "listen")
        except KeyError:
            return False

    def __iter__(self) -> typing.Iterator[Api]:
        return iter([api for api, _ in _by_name(self._all).values()])

    def _find(self, name: str) -> tuple[Api, str]:
        if name not in self._known:
            self._known.update(_by_name(self._near(name)))
        return self._known[name]

    def _near(self, name: str) -> Iterable[Api]:
        """Return the APIs of the family that has a name, or all where that is not known."""
        if self._index is None:
            return self._all
        module = self._index.modules.get(name.partition(".")[0])
        return self._index.load(module).apis if module else ()

    @cached_property
    def _all(self) -> list[Api]:
        return [api for family in self._families() for api in family.apis]

    def questions(self) -> Mapping[str, Alternatives]:
        """Return the APIs that ask the user something, and what may be answered."""
        return _Questions(self)

    @cache  # noqa: B019 -- there is one registry, and it lives as long as the process
    def surface(self, platform: Platform) -> str:
        """Return what `wx` has on a platform, as polyfills/40_wx.js reads it: a line for each API,
        which is the JSON of [key, convention, name or methods].
        """
        if self._index is not None and platform == Platform():
            return self._index.surface
        return surface(self._all, platform)


class _Questions(Mapping[str, Alternatives]):
    """The questions of a registry. Asking for one imports no family but its own."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def __getitem__(self, name: str) -> Alternatives:
        asks = self._registry.get(name).asks
        if asks is None:
            raise KeyError(name)
        return asks

    def __iter__(self) -> typing.Iterator[str]:
        return (api.name for api in self._registry if api.asks is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def surface(apis: Iterable[Api], platform: Platform) -> str:
    """Return the lines of those APIs that a platform has (`Registry.surface`)."""
    entries = _entries(apis, platform)
    return "\n".join(json.dumps(entry, separators=(",", ":")) for entry in entries)


def _by_name(apis: Iterable[Api]) -> dict[str, tuple[Api, str]]:
    """Return APIs and the methods of what they return by name, each with the base library that
    brought it: that of the first API that returns the object, at the earliest.
    """
    found: dict[str, tuple[Api, str]] = {}
    for api, since in _with_methods(apis, "1.0.0"):
        known = found.get(api.name)
        if known is None or version(since) < version(known[1]):
            found[api.name] = (api, since)
    return found


def _with_methods(apis: Iterable[Api], earliest: str) -> Iterable[tuple[Api, str]]:
    for api in apis:
        since = max(api.since, earliest, key=version)
        yield api, since
        yield from _with_methods(api.methods, since)


def _entries(apis: Iterable[Api], platform: Platform) -> list[list[Any]]:
    return [_entry(api, platform) for api in apis if platform.has(api.since)]


def _entry(api: Api, platform: Platform) -> list[Any]:
    key = api.name.rpartition(".")[2]
    if api.convention == "factory":
        return [key, "factory", _entries(api.methods, platform)]
    if api.convention == "maker":
        hears = [api.hears] if api.hears else []
        return [key, "maker", api.name, _entries(api.methods, platform), *hears]
    if api.convention == "value":
        return [key, "value", api.value(platform) if api.value else None]
    if api.convention == "command" and api.takes_value:
        return [key, "rest" if api.rest else "message", api.name]
    if api.convention == "guest":
        absent = [part.name for part in api.methods if not platform.has(part.since)]
        return [key, "guest", api.chunk, key, *([absent] if absent else [])]
    if api.convention == "property":
        return [key, "property", api.name, bool(api.slot and api.slot.writable)]
    if api.task is not None and (methods := _entries(api.methods, platform)):
        return [key, "task", api.name, methods]  # without any, it returned nothing yet
    if api.convention == "async":
        promised = api.promise and platform.feature("promise")
        kept = _kept(api)
        return [key, "promise" if promised else "async", api.name, *([kept] if kept else [])]
    if api.takes_options:
        return [key, "sync", api.name, _kept(api)]
    return [key, api.convention, api.native if api.convention == "off" else api.name]


def _kept(api: Api) -> dict[str, int]:
    """Return which options stay in the guest: 2 is the buffer that is filled."""
    return dict.fromkeys(api.keeps, 1) | ({api.fills: 2} if api.fills else {})
