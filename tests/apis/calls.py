"""One good call of every asynchronous API, and what surrounds it: for tests that go through all of
them.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jshost import Host

Play = Callable[..., Host]
"""Runs a script that reports with `say(value)`; everything asked for is allowed."""
CallApi = Callable[..., tuple[str, Any]]
"""Runs one good call and returns `success` or `fail`, and the result."""

DECLARATIONS = json.loads(
    (Path(__file__).parents[1] / "data" / "catalogue-declarations.json").read_text("utf-8")
)["apis"]
"""What the platform documents of each API that jshost has."""


@dataclass(frozen=True)
class Sample:
    """A call that succeeds: its options, and the script around it, where CALL stands for it.

    `scope` is what it needs, and `gated_at` a base library in which it asks for that.
    """

    options: str = ""
    around: str = "CALL"
    scope: str | None = None
    gated_at: str | None = None


LOGIN_FIRST = "wx.login({ success() { CALL } });"

SAMPLES = {
    "getSystemInfo": Sample(),
    "showToast": Sample("title: 'saved'"),
    "showLoading": Sample("title: 'wait'"),
    "hideToast": Sample(),
    "hideLoading": Sample(),
    "showModal": Sample("title: 'delete?', content: 'all of it'"),
    "showActionSheet": Sample("itemList: ['a', 'b']"),
    "setStorage": Sample("key: 'k', data: 1"),
    "getStorage": Sample("key: 'k'", "wx.setStorageSync('k', 1); CALL"),
    "removeStorage": Sample("key: 'k'"),
    "clearStorage": Sample(),
    "getStorageInfo": Sample(),
    "saveImageToPhotosAlbum": Sample("filePath: 'a.png'", scope="scope.writePhotosAlbum"),
    "saveVideoToPhotosAlbum": Sample("filePath: 'a.mp4'", scope="scope.writePhotosAlbum"),
    "startRecord": Sample(
        "",
        "CALL; setTimeout(() => wx.stopRecord({ complete() {} }), 1000);",
        scope="scope.record",
    ),
    "stopRecord": Sample(
        "", "wx.startRecord({ complete() {} }); setTimeout(() => { CALL }, 1000);"
    ),
    "getLocation": Sample(scope="scope.userLocation"),
    "chooseLocation": Sample(scope="scope.userLocation", gated_at="2.23.0"),
    "openLocation": Sample("latitude: 23, longitude: 113"),
    "login": Sample(),
    "checkSession": Sample("", LOGIN_FIRST),
    "getUserInfo": Sample("", LOGIN_FIRST, scope="scope.userInfo", gated_at="2.3.0"),
    "authorize": Sample("scope: 'scope.camera'", scope="scope.camera"),
    "getSetting": Sample("withSubscriptions: true"),
    "openSetting": Sample("withSubscriptions: true"),
    "chooseAddress": Sample(scope="scope.address", gated_at="2.12.0"),
    "chooseInvoiceTitle": Sample(scope="scope.invoiceTitle", gated_at="2.12.0"),
    "getWeRunData": Sample("", LOGIN_FIRST, scope="scope.werun"),
}

GATED = {api: sample for api, sample in SAMPLES.items() if sample.scope}


def script(api: str, options: str | None = None, call: str | None = None) -> str:
    """Return a script that makes an API's good call, or one with other options, and says how it
    ended; `call` takes its place.
    """
    sample = SAMPLES[api]
    fields = sample.options if options is None else options
    made = call or (
        f"wx.{api}(Object.assign({{ success(r) {{ say(['success', r]); }},"
        f" fail(r) {{ say(['fail', r]); }} }}, {{ {fields} }}));"
    )
    return sample.around.replace("CALL", made)


def numbers(version: str) -> tuple[int, ...]:
    """Return a version as numbers that compare."""
    return tuple(int(part) for part in version.split("."))


def decrypt(host: Host, result: dict[str, str]) -> dict[str, Any]:
    """Return what a developer's server reads in `encryptedData`."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.padding import PKCS7

    key = b64decode(host.phone.backend.session_key or "")
    cipher = Cipher(algorithms.AES(key), modes.CBC(b64decode(result["iv"]))).decryptor()
    padded = cipher.update(b64decode(result["encryptedData"])) + cipher.finalize()
    remover = PKCS7(128).unpadder()
    payload: dict[str, Any] = json.loads(remover.update(padded) + remover.finalize())
    return payload
