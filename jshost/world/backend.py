"""The platform's servers, simulated: login, and data that only the developer's own server can
decrypt.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from functools import cached_property
from typing import Any

from jshost.frozen import Frozen
from jshost.world.randomness import Randomness

USER_KEY_SECONDS = 3600
"""How long a user's key holds (D)."""
USER_KEYS = 3
"""How many of a user's keys the servers know (D)."""


class UserKey(Frozen):
    """A key that the user and the developer's server share; `expires` is in seconds since 1970."""

    encrypt_key: str
    iv: str
    version: int
    expires: int


class Backend:
    """The server side of one mini program. `epoch` gives milliseconds since 1970.

    With a `seed`, codes and keys repeat from run to run; without, they come from the system.
    """

    def __init__(self, app_id: str, epoch: Callable[[], float], seed: int | None) -> None:
        self._app_id = app_id
        self._epoch = epoch
        self._bytes = Randomness(seed).take
        self.session_key: str | None = None
        self.user_keys: tuple[UserKey, ...] = ()

    @cached_property
    def open_id(self) -> str:
        """The user's id within this mini program."""
        return f"o{self._token(20)}"

    def _token(self, size: int) -> str:
        return b64encode(self._bytes(size), b"-_").decode().rstrip("=")

    def login(self) -> str:
        """Start a session and return the code that a server would exchange for its key."""
        self.session_key = b64encode(self._bytes(16)).decode()
        return f"0{self._token(23)}"

    def expire(self) -> None:
        """End the session, as the platform does after a while."""
        self.session_key = None

    def sign(self, raw_data: str) -> str:
        """Return `signature`: the SHA-1 of `rawData` and the session key, in hex. Needs a
        session.
        """
        from hashlib import sha1

        return sha1(f"{raw_data}{self.session_key}".encode()).hexdigest()

    def encrypt(self, payload: dict[str, Any]) -> tuple[str, str]:
        """Return `encryptedData` and `iv`: AES-128-CBC with PKCS#7 under the session key, watermark
        included.
        """
        from base64 import b64decode

        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
        from cryptography.hazmat.primitives.padding import PKCS7

        if self.session_key is None:
            raise RuntimeError("nothing can be encrypted without a session")
        watermark = {"timestamp": int(self._epoch() / 1000), "appid": self._app_id}
        text = json.dumps(payload | {"watermark": watermark}, ensure_ascii=False)
        iv = self._bytes(16)
        padder = PKCS7(128).padder()
        padded = padder.update(text.encode()) + padder.finalize()
        cipher = Cipher(algorithms.AES(b64decode(self.session_key)), modes.CBC(iv)).encryptor()
        encrypted = cipher.update(padded) + cipher.finalize()
        return b64encode(encrypted).decode(), b64encode(iv).decode()

    def latest_user_key(self) -> UserKey:
        """Return the user's key, a new one where there is none that still holds."""
        now = int(self._epoch() / 1000)
        last = self.user_keys[-1] if self.user_keys else None
        if last is None or last.expires <= now:
            key = b64encode(self._bytes(16)).decode()
            version = last.version + 1 if last else 1
            last = UserKey(key, self._bytes(8).hex(), version, now + USER_KEY_SECONDS)
            self.user_keys = (*self.user_keys, last)[-USER_KEYS:]
        return last

    def cloud_id(self) -> str:
        """Return a `cloudID`, by which a cloud function would fetch the same data."""
        return f"{self._bytes(4).hex()}_{self._token(33)}"
