"""Worker threads of a program (wx.createWorker): each is a guest of its own, with an engine of its
own, that has `worker` in the place of `wx`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jshost.apis.worker_scope import registry
from jshost.bridge import Bridge, Modules
from jshost.call import App
from jshost.engine.port import Guest, Isolation, Limits, Module
from jshost.realm import Realm
from jshost.trace import Trace
from jshost.values import passed_on


class WorkerThread:
    """One worker thread (call.Thread). It ends with its host."""

    def __init__(
        self,
        app: App,
        trace: Trace,
        describe: Callable[[], Guest],
        limits: Limits,
        isolation: Isolation,
    ) -> None:
        self._app = app.replace(
            registry=registry(),
            tell=lambda name, detail: app.tell(f"{registry().root}.{name}", detail),
            emit=lambda *event: self._realm.bridge.emit(*event),
            listens=lambda event: self._realm.bridge.listens(event),
            call_back=lambda identity: self._realm.bridge.call_back(identity),
            start_thread=_no_threads,
            hear=lambda message: self._hear("onMessage", passed_on(message)),
        )
        surface = registry().surface(app.platform)
        self._realm: Realm = Realm(
            self._app,
            trace,
            lambda: describe().replace(surface=surface, name=registry().root),
            limits,
            isolation,
        )
        self._realm.bridge.failed = self._failed
        self.ended = False

    def start(
        self, path: str, folder: str, program: Bridge, hear: Callable[[str, Any], None]
    ) -> None:
        """Run the thread's file, as a macrotask; the rest is as in call.StartThread. It shares the
        files and the room of its program's guest.
        """
        self._hear = hear
        self._realm.bridge.room = program.room
        if program.modules is not None:
            self._realm.bridge.modules = _FolderModules(program.modules, folder)
        self._app.scheduler.post(lambda: self._begin(path))

    def post(self, message: Any) -> None:
        self._realm.bridge.emit("onMessage", passed_on(message), lambda: not self.ended)

    def terminate(self) -> None:
        if not self.ended:
            self.ended = True
            self._realm.bridge.end()
            self._realm.close()

    def _begin(self, path: str) -> None:
        if not self.ended:
            self._realm.bridge.begin(f"at the top level of {path}")
            self._realm.enter("require", f"/{path}")

    def _failed(self, message: str, stack: str) -> None:
        # `error` is documented (D); what is in it is not: it is as an Error has it (I).
        self._hear("onError", {"error": {"message": message, "stack": stack}})


class _FolderModules:
    """A project's files (bridge.Modules), as far as they are in one folder: a thread has no others
    (D).
    """

    def __init__(self, modules: Modules, folder: str) -> None:
        self._modules = modules
        self._folder = folder

    def module(self, origin: str, specifier: str, line: int) -> Module:
        found = self._modules.module(origin, specifier, line)
        if found.kind == "error" or found.path.startswith(f"{self._folder}/"):
            return found
        said = f"module '{found.path}' is not defined, require args is '{specifier}'"
        return Module("Error", "error", f"{said} (a worker has the files in {self._folder} alone)")


def _no_threads(path: str, folder: str, hear: Callable[[str, Any], None]) -> Any:
    raise LookupError("a worker thread cannot start another")
