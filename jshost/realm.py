"""A guest and the way into it: its engine, its bridge, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from jshost.bridge import Bridge, Modules
from jshost.call import App
from jshost.engine.port import Engine, Guest, Isolation, Kind, Limits
from jshost.engine.session import open_engine
from jshost.errors import EngineError, InputError, JsHostError, LimitError
from jshost.trace import EventRecord, Trace
from jshost.values import plain

T = TypeVar("T")


class Realm:
    """One guest. It is started when it is first entered, and ends with the first turn that goes
    wrong for any reason but its own errors.

    `describe` says how the guest is booted; `app` is what its calls reach.
    """

    def __init__(
        self,
        app: App,
        trace: Trace,
        describe: Callable[[], Guest],
        limits: Limits,
        isolation: Isolation,
        modules: Modules | None = None,
    ) -> None:
        self._clock = app.clock
        self._trace = trace
        self._describe = describe
        self._limits = limits
        self._isolation = isolation
        self.preload: tuple[str, ...] = ()
        """The chunks that every guest of this realm needs (port.Guest)."""
        self._engine: Engine | None = None
        self._failed: JsHostError | None = None
        self.bridge = Bridge(app, trace, lambda: self.engine, self.enter, modules)

    @property
    def engine(self) -> Engine:
        """The engine, started if need be. Raises what ended its guest, if that has ended."""
        if self._failed is not None:
            raise self._failed
        if self._engine is None:
            guest = self._describe().replace(preload=self.preload)
            self._engine = open_engine(guest, self._limits, self.bridge, self._isolation)
        return self._engine

    def load(self, text: str, name: str, line: int = 1) -> bool:
        """Evaluate a script as a file of its own, or as what stands from a line of one on; return
        whether it got to its end.
        """
        text = checked(text, name)
        self.bridge.begin(f"at the top level of {name}")
        return self._entered(lambda engine: engine.load(name, text, self._clock.epoch(), line))

    def eval(self, text: str) -> Any:
        """Evaluate text in the guest's global scope and return its value, as people see it."""
        self.bridge.value = None
        self.bridge.begin("in eval")
        self.enter("eval", checked(text, "<eval>"))
        return plain(self.bridge.value)

    def enter(self, kind: Kind, payload: str) -> None:
        """Run one turn of the guest."""

        def turn(engine: Engine) -> None:
            self.bridge.keep(len(payload))
            engine.turn(kind, payload, self._clock.epoch())

        self._entered(turn)

    def reset(self) -> None:
        """Throw the guest away; the next turn is that of a fresh one."""
        self.close()
        self._failed = None
        self.bridge.reset()

    def close(self) -> None:
        """Give back the engine."""
        engine, self._engine = self._engine, None
        if engine is not None:
            engine.close()

    def _entered(self, enter: Callable[[Engine], T]) -> T:
        """Enter the guest. What goes wrong in the middle of a turn is the guest's end."""
        engine = self.engine
        try:
            return enter(engine)
        except (LimitError, EngineError) as error:
            self._failed = type(error)(f"{error}, {self.bridge.context()}")
            self._trace.add(EventRecord, "limit", str(self._failed))
            raise self._failed from error
        except JsHostError as error:
            self._failed = error
            raise
        except BaseException:
            self._failed = EngineError("the guest was interrupted in the middle of a turn")
            raise
        finally:
            if self._failed is not None:
                engine.close()


def checked(text: str, name: str) -> str:
    """Return source text that the engine can be given, or raise InputError."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(f"{name}: a lone surrogate at offset {error.start}") from None
    if "\0" in text:
        raise InputError(f"{name}: a NUL character at offset {text.index(chr(0))}")
    return text
