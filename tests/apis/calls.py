"""One good call of every asynchronous API, and what surrounds it: for tests that go through all of
them. The mini program that some need, and how a script is run in it.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jshost import Host
from jshost.world.launch import Launch

Play = Callable[..., Host]
"""Runs a script that reports with `say(value)`; everything asked for is allowed. With `file` it is
a part of that file of a mini program, which has the `files` given as well.
"""
CallApi = Callable[..., tuple[str, Any]]
"""Runs one good call and returns `success` or `fail`, and the result."""

DECLARATIONS = json.loads(
    (Path(__file__).parents[1] / "data" / "catalogue-declarations.json").read_text("utf-8")
)["apis"]
"""What the platform documents of each API that jshost has."""


@dataclass(frozen=True)
class Sample:
    """A call that succeeds: its options, and the script around it, where CALL stands for it.

    `scope` is what it needs, and `gated_at` a base library in which it asks for that. `file` is
    that of a mini program in which the script has to be.
    """

    options: str = ""
    around: str = "CALL"
    scope: str | None = None
    gated_at: str | None = None
    file: str = ""


LOGIN_FIRST = "wx.login({ success() { CALL } });"
DETAIL_FIRST = "wx.navigateTo({ url: '/pages/detail/detail', complete() { CALL } });"
TAB_FIRST = "wx.switchTab({ url: '/pages/home/home', complete() { CALL } });"
INDEX = "pages/index/index.js"

SAMPLES = {
    "getSystemInfo": Sample(),
    "getSystemInfoAsync": Sample(),
    "getNetworkType": Sample(),
    "showToast": Sample("title: 'saved'"),
    "showLoading": Sample("title: 'wait'"),
    "hideToast": Sample(),
    "hideLoading": Sample(),
    "showModal": Sample("title: 'delete?', content: 'all of it'"),
    "showActionSheet": Sample("itemList: ['a', 'b']"),
    "setNavigationBarTitle": Sample("title: 'Orders'", file=INDEX),
    "setNavigationBarColor": Sample(
        "frontColor: '#000000', backgroundColor: '#ff8800'", file=INDEX
    ),
    "showNavigationBarLoading": Sample(file=INDEX),
    "hideNavigationBarLoading": Sample(file=INDEX),
    "hideHomeButton": Sample(file=INDEX),
    "setTabBarBadge": Sample("index: 1, text: '7'", TAB_FIRST, file=INDEX),
    "removeTabBarBadge": Sample("index: 1", TAB_FIRST, file=INDEX),
    "showTabBarRedDot": Sample("index: 1", TAB_FIRST, file=INDEX),
    "hideTabBarRedDot": Sample("index: 1", TAB_FIRST, file=INDEX),
    "setTabBarStyle": Sample("color: '#112233'", TAB_FIRST, file=INDEX),
    "setTabBarItem": Sample("index: 1, text: 'me'", TAB_FIRST, file=INDEX),
    "showTabBar": Sample("", TAB_FIRST, file=INDEX),
    "hideTabBar": Sample("", TAB_FIRST, file=INDEX),
    "setBackgroundColor": Sample("backgroundColor: '#eeeeee'", file=INDEX),
    "setBackgroundTextStyle": Sample("textStyle: 'light'", file=INDEX),
    "startPullDownRefresh": Sample(file=INDEX),
    "stopPullDownRefresh": Sample(file=INDEX),
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
    "navigateTo": Sample("url: '/pages/detail/detail?a=1'", file=INDEX),
    "redirectTo": Sample("url: '/pages/detail/detail?a=1'", file=INDEX),
    "reLaunch": Sample("url: '/pages/detail/detail?a=1'", file=INDEX),
    "switchTab": Sample("url: '/pages/home/home'", file=INDEX),
    "navigateBack": Sample("", DETAIL_FIRST, file=INDEX),
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


# On one line, so that a script's own lines keep their numbers.
SAY = "const say = (v) => console.log(JSON.stringify(v === undefined ? 'undefined' : v)); "

TABS = [{"pagePath": f"pages/{name}/{name}", "text": name} for name in ("home", "mine")]
PROGRAM = {
    "app.json": json.dumps(
        {
            "pages": [f"pages/{name}/{name}" for name in ("index", "detail", "home", "mine")],
            "tabBar": {"list": TABS},
            "workers": "workers",
        }
    ),
    "app.js": f"{SAY}App({{}});",
    "workers/idle.js": "",
    **{f"pages/{name}/{name}.js": "Page({});" for name in ("index", "detail", "home", "mine")},
}
"""A mini program with two pages and two tabs, none of which does anything."""


def write_program(folder: Path, files: Mapping[str, str]) -> Path:
    """Write that mini program, with other files or more of them, and return its folder."""
    for path, text in {**PROGRAM, **files}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def placed(text: str, file: str) -> str:
    """Return a file of a mini program that runs a script when it is first entered."""
    if file == "app.js":
        return f"{SAY}App({{ onLaunch() {{ {text} }} }});"
    return f"{SAY}Page({{ onLoad() {{ {text} }} }});"


def player(make_host: Callable[..., Host], folder: Path) -> Play:
    """Return what plays scripts, those in no mini program with `folder` as their package."""

    def play(
        text: str,
        *,
        file: str = "",
        files: Mapping[str, str] | None = None,
        launch: Launch | None = None,
        **settings: Any,
    ) -> Host:
        settings = {"on_prompt": "allow", **settings}
        if not file:
            host = make_host(**{"root": folder, **settings})
            host.run_script(SAY + text, "test.js")
            return host
        program = write_program(
            folder.parent / "program", {file: placed(text, file), **(files or {})}
        )
        host = make_host(project=program, **settings)
        host.run(launch=launch)
        host.run_until_idle()
        return host

    return play


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
