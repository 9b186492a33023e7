"""One good call of every asynchronous API, and what surrounds it: for tests that go through all of
them. The mini program that some need, and how a script is run in it.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jshost import Host, Scenario
from jshost.world.launch import Launch

from .samples import gathered
from .samples.sample import REFERRED, Sample

Play = Callable[..., Host]
"""Runs a script that reports with `say(value)`; everything asked for is allowed. With `file` it is
a part of that file of a mini program, which has the `files` given as well.
"""
CallApi = Callable[..., tuple[str, Any]]
"""Runs one good call and returns `success` or `fail`, and the result."""

DECLARATIONS: dict[str, Any] = {
    name: declaration
    for path in sorted((Path(__file__).parents[1] / "data" / "declarations").glob("*.json"))
    for name, declaration in json.loads(path.read_text("utf-8")).items()
}
"""What the platform documents of each API that jshost has, a file for each module of apis: types
and base libraries as its typings (5.2.3) and pages have them. `since` is left out for 1.0.0.
"""

SAMPLES: dict[str, Sample] = gathered("SAMPLES")

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

PAGES = ("index", "detail", "home", "mine", "referred")
TABS = [{"pagePath": f"pages/{name}/{name}", "text": name} for name in ("home", "mine")]
PROGRAM = {
    "app.json": json.dumps(
        {
            "pages": [f"pages/{name}/{name}" for name in PAGES],
            "tabBar": {"list": TABS},
            "workers": "workers",
        }
    ),
    "app.js": f"{SAY}App({{}});",
    "workers/idle.js": "",
    **{f"pages/{name}/{name}.js": "Page({});" for name in PAGES},
}
"""A mini program with three pages and two tabs, none of which does anything."""

ENTRANCES = {REFERRED: Launch("pages/referred/referred", scene=1037, referrer="wx0pener")}
"""How programs are entered whose script is in one of these files."""


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


def answer(host: Host) -> None:
    """Have a server at https://sample.test answer everything, and one of WebSockets too."""
    host.network.sockets.serve("wss://sample.test/*", echo=True)
    cookie = {"set-cookie": "a=1"}
    host.network.fixture("https://sample.test/*", text='{"a": 1}', headers=cookie)


def player(make_host: Callable[..., Host], folder: Path) -> Play:
    """Return what plays scripts, those in no mini program with `folder` as their package. What is
    in there is in the phone's album and in chats as well.
    """
    files = (folder / "a.png", folder / "a.mp4")
    phone = Scenario(album=files, messages=files)

    def play(
        text: str,
        *,
        file: str = "",
        files: Mapping[str, str] | None = None,
        launch: Launch | None = None,
        **settings: Any,
    ) -> Host:
        settings = {"on_prompt": "allow", "scenario": phone, **settings}
        if not file:
            host = make_host(**{"root": folder, **settings})
            answer(host)
            host.run_script(SAY + text, "test.js")
            return host
        program = write_program(
            folder.parent / "program", {file: placed(text, file), **(files or {})}
        )
        host = make_host(project=program, **settings)
        answer(host)
        host.run(launch=launch or ENTRANCES.get(file))
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
