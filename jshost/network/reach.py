"""What one host has of the real network."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from jshost.network.addresses import Guard
from jshost.network.loop import Loop
from jshost.scheduler import Scheduler

if TYPE_CHECKING:
    from jshost.network.client import Client


class Reach:
    """The hosts that may be reached, the thread that reaches them, and what speaks HTTP to them.
    Raises InputError for what is no host.
    """

    def __init__(self, scheduler: Scheduler, allowed: Iterable[str]) -> None:
        self.guard = Guard(allowed)
        self.loop = Loop(scheduler)

    @cached_property
    def client(self) -> Client:
        """The client, made when it is first needed."""
        from jshost.network.client import Client

        return Client(self.loop, self.guard)

    def close(self) -> None:
        """End everything that is under way."""
        client: Client | None = self.__dict__.pop("client", None)
        self.loop.close(client.close if client else None)
