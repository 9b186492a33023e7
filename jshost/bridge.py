"""Between guest and handlers: bind, gate, run, settle, deliver. Every call takes this way, and no
other.

What the guest half posts (polyfills/) arrives in `receive`, synchronous calls in `answer`. Both
take the guest's side to be hostile: the form of every message is checked, names must be of the
surface that the guest was given, and ids only grow, so that none is ever used twice.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from jshost import wire
from jshost.call import App, Call, Pending
from jshost.differences import INVALID_SCOPE, TOO_MUCH_AT_ONCE, UNDECLARED
from jshost.differences.media import SYSTEM_DENIED, SYSTEM_DENIED_ERRNO, SYSTEM_PERMISSIONS
from jshost.engine.frames import MAX_BODY
from jshost.engine.port import Engine, Kind, Module
from jshost.errors import ApiError, ProtocolError, message_limit
from jshost.permissions.manager import Outcome
from jshost.registry import Api, Manager, Property
from jshost.scheduler import Entry
from jshost.trace import (
    CallRecord,
    ConsoleRecord,
    ErrorRecord,
    EventRecord,
    SettleRecord,
    Trace,
)
from jshost.values import (
    UNDEFINED,
    Deep,
    Filled,
    GuestBuffer,
    GuestObject,
    GuestRoom,
    decode,
    encode,
    encode_fields,
    plain,
)

_UNCAUGHT = "Uncaught (in promise) "
_CALLBACKS = ("success", "fail", "complete")
_LEVELS = frozenset(("log", "info", "warn", "error", "debug"))
_FAULTS = frozenset(("load", "compile", "callback", "rejection", "uncaught", "framework"))
_JSON = (str, int, float, bool, type(None), list, dict)

# The forms that a message may have, as the types of its parts.
_FORMS = {
    "call": frozenset((str, int, str, value, int, int, int, str) for value in _JSON),
    "timer": frozenset(((str, int, int, int), (str, int, float, int))),
    "clear": frozenset(((str, int), (str, float))),
    "log": frozenset(((str, str, str),)),
    "listen": frozenset(((str, str),)),
    "value": frozenset((str, value) for value in _JSON),
    "error": frozenset(((str, str, str, str, str, str, int, int),)),
    "set": frozenset(((str, int, int, str),)),
    "unset": frozenset(((str, str, str, str),)),
}
_NO_FORMS: frozenset[Any] = frozenset()

MAX_WAITING = 200_000
"""How many timers, and how many calls, one guest may have waiting."""
MAX_RECORDS = 500_000
"""How long a trace may get: beyond, a run is a flood."""

MAX_KEPT = 128 * 1024 * 1024
"""How much text the calls of a run and their results may be: the trace keeps them."""
MAX_SHOWN = (100_000, 10 * 1024 * 1024)
"""How many console messages and errors of a run are kept, and how many characters; the rest is
counted.
"""
MAX_SHOWN_TEXT = 1024 * 1024
MAX_ANSWER = MAX_BODY - 1024
"""How long a result may be, as text: it goes to the guest in one frame."""
_MAX_CHAIN = 8
_TOLD_OF_ERRORS = ("onError", "onUnhandledRejection")
_LISTENING_TO_ERRORS = tuple(f"in a listener of {event}" for event in _TOLD_OF_ERRORS)
MAX_FILES = 20_000
"""How many files one guest may require: looking for one takes the host longer than asking."""

Enter = Callable[[Kind, str], None]


class _Timer:
    """A timer of the guest's. Programs have very many of these, so there is little to each."""

    __slots__ = ("_bridge", "_delay", "_identity", "_repeat")

    def __init__(self, bridge: Bridge, identity: int, delay: float, repeat: bool) -> None:
        self._bridge = bridge
        self._identity = identity
        self._delay = delay
        self._repeat = repeat

    def start(self) -> None:
        bridge = self._bridge
        bridge._timers[self._identity] = bridge._app.scheduler.post(self, self._delay)

    def __call__(self) -> None:
        if self._repeat:
            self.start()
        else:
            del self._bridge._timers[self._identity]
        self._bridge._doing = "in a timer's callback"
        self._bridge._enter("timer", str(self._identity))


class Room:
    """How much the guests of one run have made their host keep: characters of calls and results;
    messages and characters shown to people, and those for which there was no room any more.
    """

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.kept = 0
        self.shown = (0, 0)
        self.cut = (0, 0)


class Modules(Protocol):
    """The files that a guest may require."""

    def module(self, origin: str, specifier: str, line: int) -> Module:
        """Return a file (engine.port.Receiver.module)."""
        ...


class Controls(Protocol):
    """What a test in the guest may have its host do (testing/controls.py)."""

    def answer(self, name: str, values: list[Any], number: int) -> list[Any]:
        """Return what the guest half is answered: 0 and a value, or 1 and what is wrong. `number`
        is that of the promise which the guest is given, 0 for none. Raises ProtocolError.
        """
        ...


class Bridge:
    """One guest's way to the API handlers. `enter` runs a turn of the guest; `modules` are the
    files of its project, if it has one.
    """

    def __init__(
        self,
        app: App,
        trace: Trace,
        engine: Callable[[], Engine],
        enter: Enter,
        modules: Modules | None = None,
    ) -> None:
        self._app = app
        self._trace = trace
        self._engine = engine
        self._enter = enter
        self.modules = modules
        self.controls: Controls | None = None
        self.failed: Callable[[str, str], None] | None = None
        """Told the message and the stack of each error that the guest did not catch."""
        self.room = Room()
        self._apis: dict[str, Api] = {}
        root = app.registry.root
        self._prefix = "" if root == "wx" else f"{root}."
        self._receivers: dict[str, Callable[[list[Any]], None]] = {
            "call": self._call,
            "timer": self._start_timer,
            "clear": self._clear_timer,
            "log": self._log,
            "listen": self._listen,
            "value": self._keep_value,
            "error": self._report,
            "set": self._note_data,
            "unset": self._note_unset,
        }
        self.reset()

    def reset(self) -> None:
        """Forget the guest, for a fresh one and another run."""
        self.room.clear()
        self._managers: dict[tuple[type[Manager], str], Manager] = {}
        self._made = 0
        self._timers: dict[int, Entry] = {}
        self._listened: set[str] = set()
        self._last_call = 0
        self._last_timer = 0
        self._files = 0
        self._waiting = 0
        self._called = ""
        self._doing = "at the top level"
        self.value: Any = None
        """The value of the last `eval` turn."""

    def end(self) -> None:
        """Forget the guest's timers: it is gone."""
        for entry in self._timers.values():
            self._app.scheduler.cancel(entry)
        self._timers.clear()

    def begin(self, doing: str) -> None:
        """Note what the guest is about to run, for people."""
        self._doing = doing

    def context(self) -> str:
        """Return where the guest is, for people: what runs, and what it called last."""
        called = f"; last call: {self._app.registry.root}.{self._called}" if self._called else ""
        return f"{self._doing}{called}"

    # -- what the guest posted --

    def receive(self, messages: list[list[Any]], size: int) -> None:
        """Take in messages, in order; `size` is that of their text. Raises ProtocolError,
        MessageLimit, and what handlers raise.
        """
        receivers = self._receivers
        if any(type(message) is list and message[:1] == ["call"] for message in messages):
            self.keep(size)
        for message in messages:
            form = tuple(map(type, message)) if type(message) is list else ()
            if form[:1] != (str,) or form not in _FORMS.get(message[0], _NO_FORMS):
                raise ProtocolError(f"a message of no known form: {_excerpt(message)}")
            receivers[message[0]](message)

    def _log(self, message: list[Any]) -> None:
        _, level, text = message
        if level not in _LEVELS:
            raise ProtocolError(f"a console level {level[:40]!r}")
        if self._shows(text):
            self._trace.add(ConsoleRecord, level, self._engine().locate(_cut(text)))

    def _shows(self, *texts: str) -> bool:
        """Count what the guest shows to people; return whether there is still room for it."""
        size = sum(min(len(text), MAX_SHOWN_TEXT) for text in texts)
        room = self.room
        messages, characters = room.shown
        if messages >= MAX_SHOWN[0] or characters >= MAX_SHOWN[1]:
            room.cut = (room.cut[0] + 1, room.cut[1] + size)
            return False
        room.shown = (messages + 1, characters + size)
        return True

    def _listen(self, message: list[Any]) -> None:
        # App's own hooks are older than the events of wx.
        name, _, owner = message[1].partition("#")
        if not self._app.registry.is_event(name):
            raise ProtocolError(f"a listener of {message[1][:80]!r}, which is no event")
        self._listened.add(message[1])
        api = self._app.registry.get(name)
        if owner and api.owner is None:
            raise ProtocolError(f"{name}, with the number {owner[:40]!r}")
        if api.owner is not None:
            self._manager(api.owner, owner).listened(name.rpartition(".")[2])

    def _note_data(self, message: list[Any]) -> None:
        """Note what a page sent to its view layer."""
        _, page, size, keys = message
        self.keep(len(keys))
        self._check_room()
        self._trace.add(EventRecord, "setData", {"page": page, "keys": keys, "size": size})

    def _note_unset(self, message: list[Any]) -> None:
        """Note that an export was looked at that its file has not set yet. Engines keep no line for
        looking at a name: the file that does it has to do.
        """
        _, path, name, stack = message
        if self._shows(path, name):
            place = self._engine().position(stack)
            detail = {"file": path, "name": name, "by": place[0] if place else ""}
            self._trace.add(EventRecord, "unsetExport", detail)

    def _keep_value(self, message: list[Any]) -> None:
        self.value = _decode(message[1])

    def _start_timer(self, message: list[Any]) -> None:
        _, identity, delay, repeat = message
        if identity <= self._last_timer or repeat not in (0, 1):
            raise ProtocolError(f"a timer that cannot be: {_excerpt(message)}")
        self._last_timer = identity
        if len(self._timers) >= MAX_WAITING:
            raise message_limit(f"more than {MAX_WAITING:,} timers waiting")
        _Timer(self, identity, delay, repeat == 1).start()

    def _clear_timer(self, message: list[Any]) -> None:
        entry = self._timers.pop(message[1], None)
        if entry is not None:
            self._app.scheduler.cancel(entry)

    def _call(self, message: list[Any]) -> None:
        _, identity, name, given, tapped, is_options, callbacks, stack = message
        if identity <= self._last_call:
            raise ProtocolError(f"a call with the id {identity}, after {self._last_call}")
        self._last_call = identity
        name, _, owner = name.partition("#")
        api = self._api(name, owner)
        if api.convention not in ("async", "command", "property"):
            raise ProtocolError(f"a call of {name[:80]!r}, which is not to be called like that")
        self._called = name
        self._check_room()
        options = _decode_given(api, given, is_options == 1)
        if is_options == 1:
            self.room.kept -= sum(map(_passing, given.values()))
        at = self._site(stack, name) if stack else ""
        self._trace.add(
            CallRecord, identity, f"{self._prefix}{name}", _shown(options), at, _given(callbacks)
        )
        if api.slot is not None:
            self._set_property(api, api.slot, owner, options)
            return
        if api.convention == "command":
            settle = self._commander(api, owner)
        else:
            settle = self._settler(api, identity)
        call = Call(api, self._app, tapped == 1, owner, at)
        if api.task is not None:
            call.task = self._add(api.task(self._app), identity)  # type: ignore[call-arg] # as in _manager
        try:
            arguments = api.bind(options)
        except ApiError as error:
            settle(error)
            return
        if self._is_undeclared(name):
            settle(ApiError(UNDECLARED))
        elif api.is_gated:
            self._gate(call, arguments, lambda: self._run(call, arguments, settle), settle)
        else:
            self._run(call, arguments, settle)

    def _site(self, stack: str, api: str) -> str:
        """Return the file and line at which the guest calls an API, "" where it is not its own."""
        place = self._engine().call_site(stack, api.rpartition(".")[2])
        return f"{place[0]}:{place[1]}" if place else ""

    def _api(self, name: str, owner: str) -> Api:
        """Return an API of the guest's surface; `owner` is the number of the manager object whose
        method it is, "" where there are none to be numbered. Raises ProtocolError.
        """
        api = self._apis.get(name) or self._app.registry.find(name, self._app.platform)
        if api is None:
            raise ProtocolError(f"a call of {name[:80]!r}, which it does not have")
        self._apis[name] = api
        if owner and api.owner is None:
            raise ProtocolError(f"{name}, with the number {owner[:40]!r}")
        return api

    def _is_undeclared(self, api: str) -> bool:
        """Whether app.json should declare an API, and does not; a script has no app.json."""
        project = self._app.program().project
        if project is None or not self._app.platform.must_be_declared(api):
            return False
        return api not in project.required_private_infos

    def keep(self, size: int) -> None:
        """Count text that stays in the trace. Raises MessageLimit."""
        self.room.kept += size
        if self.room.kept > MAX_KEPT:
            raise message_limit(f"calls and results of more than {MAX_KEPT >> 20} MB")

    def _check_room(self) -> None:
        if len(self._trace) > MAX_RECORDS:
            raise message_limit(f"a trace of more than {MAX_RECORDS:,} records")
        if self._waiting > MAX_WAITING:
            raise message_limit(f"more than {MAX_WAITING:,} calls waiting")

    def _gate(
        self,
        call: Call,
        arguments: dict[str, Any],
        proceed: Callable[[], None],
        settle: Callable[[Any], None],
    ) -> None:
        api = call.api
        scope = arguments[api.scope_parameter] if api.scope_parameter else api.scope
        if scope is None or not self._app.platform.is_gated(api.name):
            proceed()
            return

        def decided(outcome: Outcome) -> None:
            refusal = self._refusal(api, outcome) or self._system_refusal(api)
            if refusal is None:
                proceed()
            else:
                settle(refusal)

        self._app.permissions.request(scope, api.name, decided, at=call.at)

    def _refusal(self, api: Api, outcome: Outcome) -> ApiError | None:
        if outcome.decision == "granted":
            return None
        if outcome.decision == "invalid":
            return ApiError(INVALID_SCOPE)
        if outcome.decision == "unauthorized":
            return ApiError(self._app.platform.unauthorized())
        text, code = self._app.platform.denial(api.speaks_as, repeat=outcome.repeat)
        return ApiError(text, err_code=code)

    def _system_refusal(self, api: Api) -> ApiError | None:
        """Return why an API cannot do what the user allows: the phone's system does not let WeChat
        do it. wx.authorize does nothing that the system could forbid.
        """
        setting = SYSTEM_PERMISSIONS.get(api.scope or "")
        if setting is None or getattr(self._app.phone.device, setting) != "denied":
            return None
        platform = self._app.platform
        errno = SYSTEM_DENIED_ERRNO if platform.feature("errno") else None
        return ApiError(SYSTEM_DENIED[platform.dialect], errno=errno)

    def _run(self, call: Call, arguments: dict[str, Any], settle: Callable[[Any], None]) -> None:
        try:
            result = self._handle(call, arguments)
        except ApiError as error:
            settle(error)
            return
        if isinstance(result, Pending):
            result.then(settle)
        else:
            settle(result)

    def _handle(self, call: Call, arguments: dict[str, Any]) -> Any:
        handler = call.api.handler
        if handler is None:
            raise LookupError(f"{call.api.name} has no handler")
        owner = call.api.owner
        if owner is None:
            return handler(call, **arguments)
        return handler(self._manager(owner, call.owner), call, **arguments)

    def _manager(self, kind: type[Manager], owner: str) -> Manager:
        """Return the host's half of a manager object; `owner` tells it from others of its kind."""
        key = (kind, owner)
        if key not in self._managers:
            if owner or not kind.single:
                raise ProtocolError(f"a {kind.object} that nobody made")
            self._managers[key] = kind(self._app)  # type: ignore[call-arg] # managers take the app
        return self._managers[key]

    def _adopt(self, made: Manager) -> int:
        """Give an object that a factory has made its number."""
        self._made += 1
        return self._add(made, self._made).number

    def _add(self, made: Manager, number: int) -> Manager:
        made.number = number
        self._managers[type(made), str(number)] = made
        return made

    def _set_property(self, api: Api, declared: Property, owner: str, value: Any) -> None:
        """Set a property of a manager object, unless the value is of another type (I)."""
        if not declared.writable:
            raise ProtocolError(f"{api.name} is set, and cannot be")
        if api.owner is not None and declared.accepts(value):
            setattr(self._manager(api.owner, owner), _key(api), value)

    # -- results --

    def _settler(self, api: Api, identity: int) -> Callable[[Any], None]:
        """Return what settles a call: in a macrotask of its own, whatever the result."""

        self._waiting += 1

        def settle(result: Any) -> None:
            succeeded = not isinstance(result, ApiError)
            fields = (
                _failure(api, result) if isinstance(result, ApiError) else _success(api, result)
            )
            self._app.scheduler.post(lambda: self._deliver(api, identity, succeeded, fields))

        return settle

    def _deliver(self, api: Api, identity: int, succeeded: bool, fields: dict[str, Any]) -> None:
        self._waiting -= 1
        outcome = "success" if succeeded else "fail"
        self._doing = f"in the {outcome} callback of wx.{api.name}"
        encoded, tagged = encode_fields(fields)
        payload = f"[{identity},{succeeded:d},{wire.dumps(encoded)},{tagged:d}]"
        if len(payload) > MAX_ANSWER:
            outcome, fields = "fail", _failure(api, ApiError(TOO_MUCH_AT_ONCE))
            payload = f"[{identity},0,{wire.dumps(fields)},0]"
        self._trace.add(SettleRecord, identity, api.name, outcome, _shown(fields))
        self._enter("settle", payload)

    def _commander(self, api: Api, owner: str) -> Callable[[Any], None]:
        """Return what reports a manager method: its failures go to an event, successes are the
        handler's to fire.
        """

        def settle(result: Any) -> None:
            if isinstance(result, ApiError) and api.failure is not None:
                event = f"{api.failure}#{owner}" if owner else api.failure
                self.emit(event, _failure(api, result))

        return settle

    def emit(self, event: str, detail: Any, wanted: Callable[[], bool] = lambda: True) -> None:
        """Fire an event in the guest, as a macrotask, if it is still `wanted` then. Raises
        MessageLimit.
        """
        is_fields = isinstance(detail, dict)
        encoded, tagged = encode_fields(detail) if is_fields else encode(detail)
        # Nothing in it, its fields or the whole are to be revived.
        payload = wire.dumps([event, encoded, (1 if is_fields else 2) if tagged else 0])
        self.keep(len(payload))
        self._check_room()

        def fire() -> None:
            if not wanted():
                return
            self._app.tell(event, _shown(detail))
            self._doing = f"in a listener of {event}"
            self._enter("event", payload)

        self._app.scheduler.post(fire)

    def listens(self, event: str) -> bool:
        """Whether the guest has ever listened to an event, under the name it is emitted by."""
        return event in self._listened

    def call_back(self, identity: int) -> None:
        """Run a function that a synchronous call was given."""
        self._doing = "in a callback"
        self._enter("callback", str(identity))

    # -- synchronous calls --

    def answer(self, request: Any, size: int) -> str:
        """Answer a call in mid-turn: JSON of [0 or 1, value], or of [2, errMsg], to be thrown.
        Raises ProtocolError, MessageLimit, and what the handler raises.
        """
        if self.controls is not None and _is_control(request):
            return self._control(self.controls, request, size)
        if type(request) is not list or tuple(map(type, request)) != (str, list, int):
            raise ProtocolError(f"a call of no known form: {_excerpt(request)}")
        name, values, tapped = request
        name, _, owner = name.partition("#")
        api = self._api(name, owner)
        if api.convention not in ("sync", "maker", "property"):
            raise ProtocolError(f"a call of {name[:80]!r}, which has no result at once")
        self._called = name
        self.keep(size)
        self._check_room()
        if api.slot is not None and api.owner is not None:
            return _answer(getattr(self._manager(api.owner, owner), _key(api)))
        with_options = api.takes_options and bool(values) and type(values[0]) is dict
        if with_options:
            arguments = [_decode_options(values[0], api)]
        else:
            arguments = [_decode(value) for value in values]
        passing = values[0].values() if with_options else values
        self.room.kept -= sum(map(_passing, passing))
        self._trace.add(CallRecord, 0, name, [plain(value) for value in arguments])
        try:
            if api.takes_options:
                bound = api.bind_options(arguments[0] if arguments else {})
            else:
                bound = api.bind_positional(arguments)
            result = self._handle(Call(api, self._app, bool(tapped), owner), bound)
        except ApiError as error:
            errmsg = f"{api.speaks_as}:{error.reason}"
            self._trace.add(SettleRecord, 0, name, "fail", {"errMsg": errmsg})
            return wire.dumps([2, errmsg])
        if isinstance(result, Manager):
            result = self._adopt(result)
        self._trace.add(SettleRecord, 0, name, "success", plain(result))
        text = _answer(UNDEFINED if api.returns_nothing else result)
        if len(text) > MAX_ANSWER:
            return wire.dumps([2, f"{api.speaks_as}:{TOO_MUCH_AT_ONCE}"])
        if not _carries_bytes(result):
            self.keep(len(text))
        return text

    def _control(self, controls: Controls, request: Any, size: int) -> str:
        _, name, values, number = request
        self.keep(size)
        self._check_room()
        return wire.dumps(controls.answer(name, [_decode(value) for value in values], number))

    # -- files --

    def module(self, origin: str, specifier: str, line: int) -> Module:
        """Return a file that the guest requires. Raises ProtocolError, MessageLimit."""
        if self.modules is None:
            raise ProtocolError("a file is asked for, and there is no project")
        self._files += 1
        if self._files > MAX_FILES:
            raise message_limit(f"more than {MAX_FILES:,} files required")
        return self.modules.module(origin, specifier, line)

    # -- guest errors --

    def _report(self, report: list[Any]) -> None:
        _, kind, context, text, stack, message, line, _internal = report
        if kind not in _FAULTS:
            raise ProtocolError(f"an error of the kind {kind[:40]!r}")
        engine = self._engine()
        place = engine.position(stack, line)
        where = ":".join(str(part) for part in place if part) if place else ""
        if not where and kind in ("load", "compile"):
            where = context.partition("\n")[0]
        stack = engine.locate(stack).rstrip()
        api, _, which = context.rpartition(" ")
        said = text
        if kind == "callback" and which in ("success", "fail", "complete"):
            text = f"thirdScriptError\n{message or text};at api {api} {which} callback function"
        elif kind == "framework" and context:
            text = f"thirdScriptError\n{message or text};at {context} function"
        elif kind in ("load", "compile"):
            text = f"{text}{_chain(context)}"
        shown = f"{_UNCAUGHT if kind == 'rejection' else ''}{text}"
        if self._shows(shown, stack):
            self._trace.add(ErrorRecord, where, _cut(shown), _cut(stack))
        if context in _TOLD_OF_ERRORS or self._doing in _LISTENING_TO_ERRORS:
            return  # its own listener failed: telling it again would never end
        if kind == "rejection":
            if "onUnhandledRejection" in self._listened:
                self.emit("onUnhandledRejection", {"reason": message or text})
            return
        if "onError" in self._listened:
            # As V8 has it, a stack begins with the error.
            self.emit("onError", f"{text}\n{said}\n{stack}" if said != text else f"{text}\n{stack}")
        if self.failed is not None:
            self.failed(message or text, f"{text}\n{stack}")


def _passing(value: Any) -> int:
    """Return how many characters of an encoded value, at least, only passed through: the trace does
    not keep what is in buffers.
    """
    if type(value) is not dict or value.get("$") != "Buffer":
        return 0
    text: str = value["v"][0]
    return len(text) + 5 * text.count("\0")


def _carries_bytes(result: Any) -> bool:
    if type(result) is Deep:
        result = result.value
    values = result.values() if type(result) is dict else (result,)
    return any(type(value) in (bytes, Filled) for value in values)


def _answer(value: Any) -> str:
    """Return what a synchronous call is answered, as the guest half reads it."""
    encoded, tagged = encode(value)
    return f"[{tagged:d},{wire.dumps(encoded)}]"


def _key(api: Api) -> str:
    """Return the name of a method or property alone, without that of its object."""
    return api.name.rpartition(".")[2]


def _given(callbacks: int) -> tuple[str, ...]:
    """Return the names of the callbacks whose bits are set."""
    return tuple(name for bit, name in enumerate(_CALLBACKS) if callbacks >> bit & 1)


def _chain(context: str) -> str:
    """Say which files were being loaded, the innermost first; one alone needs no telling."""
    innermost, *outer = context.split("\n")
    if not outer:
        return ""
    required = ", ".join(f"required by {path}" for path in outer[:_MAX_CHAIN])
    more = f", and so on ({len(outer)} files)" if len(outer) > _MAX_CHAIN else ""
    return f" (while loading {innermost}, {required}{more})"


def _is_control(request: Any) -> bool:
    """Whether a request is one of a test to its host, by its form."""
    return (
        type(request) is list
        and tuple(map(type, request)) == (str, str, list, int)
        and request[0] == "control"
    )


def _decode(value: Any, *, keeps: bool = False, fills: bool = False) -> Any:
    try:
        found = decode(value)
    except ValueError as error:
        raise ProtocolError(f"a value that no guest half sends: {error}") from None
    stays = type(found) is GuestObject and not keeps
    if stays or (type(found) is GuestRoom and not fills):
        raise ProtocolError("an object that stays in the guest, where it should have come along")
    if type(found) is GuestBuffer and fills:
        raise ProtocolError("a buffer that comes along, where it should have stayed in the guest")
    return found


def _decode_given(api: Api, given: Any, is_options: bool) -> Any:
    """Return what a call was given: options, one value, or a list of all."""
    if is_options:
        return _decode_options(given, api)
    if not api.rest:
        return _decode(given)
    if type(given) is not list:
        raise ProtocolError(f"arguments that are no list: {_excerpt(given)}")
    return [plain(_decode(value)) for value in given]


def _decode_options(options: Any, api: Api) -> dict[str, Any]:
    if type(options) is not dict:
        raise ProtocolError(f"options that are no object: {_excerpt(options)}")
    return {
        k: _decode(v, keeps=k in api.keeps, fills=k == api.fills) if type(v) is dict else v
        for k, v in options.items()
    }


def _cut(text: str) -> str:
    rest = len(text) - MAX_SHOWN_TEXT
    return f"{text[:MAX_SHOWN_TEXT]}… ({rest} more characters)" if rest > 0 else text


def _excerpt(message: Any) -> str:
    """Return the beginning of a message, for an error."""
    return repr(message)[:80]


def _success(api: Api, result: Any) -> dict[str, Any]:
    return {**(result or {}), "errMsg": f"{api.speaks_as}:ok"}


def _failure(api: Api, error: ApiError) -> dict[str, Any]:
    fields: dict[str, Any] = {**error.fields, "errMsg": f"{api.speaks_as}:{error.reason}"}
    if error.err_code is not None:
        fields["errCode"] = error.err_code
    if error.errno is not None:
        fields["errno"] = error.errno
    return fields


def _shown(value: Any) -> Any:
    """Return options or a result as the trace shows them."""
    if type(value) is not dict:
        return plain(value)
    return {k: v if type(v) is str else plain(v) for k, v in value.items()}
