"""What a worker thread has in the place of wx: `worker`, and nothing else (D 多线程 Worker)."""

from __future__ import annotations

from functools import cache
from typing import Any

from jshost.apis import env
from jshost.call import Call
from jshost.registry import Family, Registry

worker = Family("worker", kind="real")

worker.value("env", env.variables, since="1.9.90")
worker.event("onMessage", since="1.9.90")


@worker.command("postMessage", since="1.9.90")
def post_message(call: Call, message: Any) -> None:
    """Send a message to the program."""
    if call.app.hear is not None:
        call.app.hear(message)


@cache
def registry() -> Registry:
    """Return the registry of what worker threads have."""
    return Registry(lambda: (worker,), "worker")
