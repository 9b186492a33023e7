"""Where random bytes come from."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cached_property


class Randomness:
    """Random bytes: with a `seed` the same from run to run, without from the system."""

    def __init__(self, seed: int | None) -> None:
        self._seed = seed

    def take(self, size: int) -> bytes:
        """Return that many bytes."""
        return self._source(size)

    @cached_property
    def _source(self) -> Callable[[int], bytes]:
        """Found out when the first are needed: importing `random` takes time."""
        if self._seed is None:
            return os.urandom
        from random import Random

        return Random(self._seed).randbytes
