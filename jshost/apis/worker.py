"""Worker: a file of the program that runs beside it, on an engine of its own."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from jshost.call import App, Call, Thread
from jshost.differences import subpackage
from jshost.errors import ApiError
from jshost.registry import Family, Manager, command

wx = Family("worker", kind="real")

_MAX_THREADS = 1


class Worker(Manager):
    """A worker thread, as the program that started it sees it. `onProcessKilled` is never told:
    that is an iPhone short of memory.
    """

    object = "Worker"
    events = MappingProxyType(
        {"onMessage": "1.9.90", "onError": "1.9.90", "onProcessKilled": "1.9.90"}
    )

    def __init__(self, app: App, path: str, folder: str) -> None:
        self._app = app
        self._thread: Thread | None = app.start_thread(path, folder, self._heard)

    def _heard(self, event: str, detail: Any) -> None:
        self._app.emit(self.event(event), detail, lambda: self.is_running)

    @property
    def is_running(self) -> bool:
        return self._thread is not None

    @command(since="1.9.90")
    def postMessage(self, call: Call, message: Any) -> None:
        """Send it a message. That is JSON, but for buffers, dates and undefined in its first level
        (before 2.20.2 it was to be an object of JSON, D; what became of others is not known).
        """
        if self._thread is not None:
            self._thread.post(message)

    @command(since="1.9.90")
    def terminate(self, call: Call) -> None:
        """End it. Messages under way are not delivered any more."""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.terminate()


@wx.maker("createWorker", Worker, since="1.9.90")
def create_worker(call: Call, scriptPath: str, options: dict[str, Any] | None = None) -> Worker:
    """Start a worker thread from a file below the folder that app.json declares as `workers`; one
    at a time (D). The texts of the failures are ours (I).
    """
    from jshost.project.files import normalize

    project = call.program.project
    folder = project.workers if project else None
    path = normalize(scriptPath) or ""
    if project is None or folder is None:
        raise ApiError("fail workers is not declared in app.json")
    if not path.startswith(f"{folder}/"):
        raise ApiError(
            f"fail {scriptPath} is not below the folder {folder}, which app.json declares"
        )
    if not project.package.is_file(path):
        raise ApiError(f"fail {path} is not found")
    apart = project.workers_apart and call.platform.has(subpackage.SINCE)
    if apart and folder not in call.phone.subpackages:
        raise ApiError(subpackage.NOT_LOADED)
    running = [thread for thread in call.phone.threads if thread.is_running]
    if len(running) >= _MAX_THREADS:
        raise ApiError(f"fail exceed max concurrent worker count {_MAX_THREADS}")
    made = Worker(call.app, path, folder)
    call.phone.threads = [*running, made]
    return made
