"""加密: random values."""

from __future__ import annotations

from typing import TypedDict

from jshost.call import Call
from jshost.differences.crypto import INVALID_LENGTH, INVALID_LENGTH_ERRNO, MAX_LENGTH
from jshost.errors import ApiError
from jshost.registry import Family

wx = Family("device/crypto", kind="real")


class RandomValues(TypedDict):
    """The bytes, as an ArrayBuffer."""

    randomValues: bytes


@wx.api("getRandomValues", since="2.15.0")
def get_random_values(call: Call, *, length: float) -> RandomValues:
    """Return `length` random bytes. With a virtual clock they repeat from run to run."""
    return random_values(call, length)


def random_values(call: Call, length: float) -> RandomValues:
    """Return that many random bytes. Raises ApiError for a number that cannot be."""
    if not 1 <= length <= MAX_LENGTH or length != int(length):
        raise ApiError(INVALID_LENGTH, errno=INVALID_LENGTH_ERRNO)
    return {"randomValues": call.phone.randomness.take(int(length))}
