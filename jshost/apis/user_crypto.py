"""加密 (基础): the key that a program and its own server can encrypt with."""

from __future__ import annotations

from typing import TypedDict

from jshost.apis.crypto import RandomValues, random_values
from jshost.call import App, Call
from jshost.registry import Family, Manager, method

wx = Family("base/crypto", kind="simulated")


class LatestUserKey(TypedDict):
    """`encryptKey` is Base64 of 16 bytes, `iv` 16 hexadecimal digits (D: as the server has them);
    `expireTime` is in seconds since 1970 (I).
    """

    encryptKey: str
    iv: str
    version: int
    expireTime: int


class UserCryptoManager(Manager):
    """Gives the user's latest key (`phone.backend.user_keys` are what the server would be given),
    and random values. None of its methods gives a promise (D).
    """

    object = "UserCryptoManager"

    def __init__(self, app: App) -> None:
        pass

    @method(since="2.17.3", promise=False, native="getLatestUserKey")
    def getLatestUserKey(self, call: Call) -> LatestUserKey:
        """Return the key, a new one where the last is over."""
        key = call.phone.backend.latest_user_key()
        return {
            "encryptKey": key.encrypt_key,
            "iv": key.iv,
            "version": key.version,
            "expireTime": key.expires,
        }

    @method(since="2.17.3", promise=False, native="getRandomValues")
    def getRandomValues(self, call: Call, *, length: float) -> RandomValues:
        """Return `length` random bytes, as wx.getRandomValues does."""
        return random_values(call, length)


wx.manager("getUserCryptoManager", UserCryptoManager, since="2.17.3")
