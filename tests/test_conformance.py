"""The APIs are declared, and answer, as the platform documents them; each known difference has a
reason.

`data/declarations` holds what the platform's documentation and typings say.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from jshost import Host
from jshost.apis import registry
from jshost.differences import LATEST
from jshost.errors import InputError
from jshost.registry import Api, Parameter
from jshost.world.launch import Launch
from jshost.world.microphone import Recording

from .apis.calls import DECLARATIONS, SAMPLES, numbers, player, script
from .apis.media import picture, video
from .apis.samples import gathered
from .apis.samples.sample import INDEX

KNOWN_DIFFERENCES: dict[tuple[str, str], str] = {
    ("authorize", "parameter scope: values"): (
        "a scope that does not exist is an answer of its own, not a fault of the parameter"
    ),
    ("setBackgroundTextStyle", "parameter textStyle: values"): (
        "a style that does not exist is a failure of its own (R)"
    ),
    ("setStorageSync", "parameter data: required"): (
        "undefined is stored as such, as other re-implementations do (R)"
    ),
    ("RecorderManager.start", "parameter sampleRate: values"): (
        "a rate that does not exist fails through onError; it does not fall back to the default"
    ),
    ("RecorderManager.start", "parameter audioSource: values"): (
        "makes no difference to silence; which ones exist depends on the phone"
    ),
    (
        "RecorderManager.start",
        "scope",
    ): "needs scope.record (D, authorize.md); its own page is silent",
    ("getSetting", "result miniprogramAuthSetting"): "only in plugins, which there are none of",
    ("getSystemInfo", "result locationReducedAccuracy"): (
        "undated in the typings; taken to have come with the other permissions of the phone, 2.6.0"
    ),
    ("getSystemInfoSync", "result locationReducedAccuracy"): "as of getSystemInfo",
    **{
        ("getDeviceInfo", f"result {field}"): "only Android phones tell it"
        for field in ("abi", "deviceAbi", "cpuType")
    },
    ("getAppBaseInfo", "result PCKernelVersion"): "only computers have it",
    ("showModal", "result cancel"): "given in every base library, documented from 1.1.0 on",
    ("showModal", "result content"): (
        "undated in the typings; came with `editable`, which is of 2.17.1"
    ),
    ("onUnhandledRejection", "result promise"): "the promise itself is not handed out",
    **{
        ("navigateTo", f"parameter {name}"): "how a page comes up is not simulated"
        for name in ("routeType", "routeConfig", "routeOptions", "withOpenContainer")
    },
    **{
        (name, f"result {field}"): reason
        for name in ("getLaunchOptionsSync", "getEnterOptionsSync", "onAppShow")
        for field, reason in {
            "apiCategory": "given in every base library, documented from 2.20.0 on",
            "chatType": "only in programs that were opened from a chat",
            "forwardMaterials": "only in programs that were opened to take files in",
            "hostExtraData": "only in other apps than WeChat",
            "shareTicket": "only in programs that were opened from a group's card",
        }.items()
    },
    ("onAppHide", "result reason"): "given in every base library, documented from 3.5.7 on",
    ("getAccountInfoSync", "result plugin"): "only in plugins, which there are none of",
    ("createWorker", "methods"): (
        "getCameraFrameData and testOnProcessKilled are for the worker's side; there is no camera"
    ),
    ("Worker.onMessage", "result message"): "listeners are told the message itself (F)",
    ("Worker.postMessage", "parameter message: type"): "of any type since 2.20.2 (D)",
    **gathered("KNOWN_DIFFERENCES"),
}
"""By API and what differs: why it does. An entry that does not differ any more fails the test."""

LIBRARIES = ("1.0.0", "1.1.0", "1.2.0", "2.0.0", "2.6.0", "2.10.0", "2.16.0", LATEST)
"""Base libraries in which results are compared."""

CONVENTIONS = {"listen": "on", "command": "sync", "maker": "factory", "value": "prop"}
TYPES = {
    "String": "string",
    "Number": "number",
    "Boolean": "boolean",
    "Array": "array",
    "Object": "object",
    "Function": "function",
    "ArrayBuffer": "buffer",
    "": "any",
}
APIS = [api for api in registry() if api.slot is None]
"""What the documentation has a page for: properties of objects have none of their own."""
FACTORIES = {method.name: api for api in APIS for method in api.methods}

RECORD = """
    const recorder = wx.getRecorderManager();
    for (const name of EVENTS) recorder[name]((r) => say([`RecorderManager.${name}`, r]));
    recorder.resume();
    setTimeout(() => recorder.start({ duration: 3000, frameSize: 1, format: 'PCM' }), 1);
    setTimeout(() => { recorder.pause(); recorder.resume(); }, 1000);
"""
EVENTS = [name for name in DECLARATIONS if name.startswith("RecorderManager.on")]
THREAD = {"workers/test.js": "worker.postMessage({}); setTimeout(() => { throw new Error(); }, 1);"}
SCRIPTS = {
    "env": "say(['success', wx.env]);",
    "getLaunchOptionsSync": "say(['success', wx.getLaunchOptionsSync()]);",
    "getEnterOptionsSync": "say(['success', wx.getEnterOptionsSync()]);",
    "getAccountInfoSync": "say(['success', wx.getAccountInfoSync()]);",
    "onAppShow": "wx.onAppShow((r) => say(['success', r]));",
    "onAppHide": "wx.onAppHide((r) => say(['success', r]));",
    "onPageNotFound": "wx.onPageNotFound((r) => say(['success', r]));",
    "UpdateManager.onCheckForUpdate": (
        "wx.getUpdateManager().onCheckForUpdate((r) => say(['success', r]));"
    ),
    "Worker.onMessage": "wx.createWorker('workers/test.js').onMessage((r) => say(['success', r]));",
    "Worker.onError": "wx.createWorker('workers/test.js').onError((r) => say(['success', r]));",
    **{
        name: f"say(['success', wx.{name}()]);"
        for name in (
            "getAppAuthorizeSetting",
            "getAppBaseInfo",
            "getDeviceInfo",
            "getStorageInfoSync",
            "getSystemInfoSync",
            "getSystemSetting",
            "getWindowInfo",
        )
    },
    "onUnhandledRejection": (
        "wx.onUnhandledRejection((r) => say(['success', r])); Promise.reject(new Error('x'));"
    ),
    **{name: RECORD.replace("EVENTS", f"['{name.rpartition('.')[2]}']") for name in EVENTS},
    **{name: script(name) for name in SAMPLES},
    **gathered("SCRIPTS"),
}
"""For each API with a result: a script that says it."""

FILES = {
    **{name: INDEX for name in SCRIPTS if name.startswith("Worker.")},
    **dict.fromkeys(("onAppShow", "onAppHide"), INDEX),
    **{name: sample.file for name, sample in SAMPLES.items()},
    "onPageNotFound": "app.js",
    **gathered("FILES"),
}
"""Which file of a mini program such a script is in, where it is in one."""

HAPPENINGS: dict[str, Callable[[Host], None]] = gathered("HAPPENINGS")
"""What has to happen after the script, for events that the phone or its user causes."""

UNTOLD = {
    "onError": "it is told a text; what the typings have of it is a mini game's",
    "onLazyLoadError": "no file of a package is loaded over a network",
    **gathered("UNTOLD"),
}
"""Events whose results are not compared, and why."""


# -- declarations ---------------------------------------------------------------------------------


def declaration_differences(api: Api) -> Iterator[str]:
    """Yield what differs between an API's declaration and the catalogue's."""
    documented = DECLARATIONS[api.name]
    in_guest = api.convention == "guest"  # what it takes is between it and its caller
    if not in_guest and CONVENTIONS.get(api.convention, api.convention) != documented["convention"]:
        yield "convention"
    if effective_since(api) != documented_since(api.name):
        yield "since"
    if api.scope != documented.get("scope"):
        yield "scope"
    if api.convention == "async" and api.promise != documented["promise"]:
        yield "promise"
    if [method.name.rpartition(".")[2] for method in by_name(api.methods)] != documented.get(
        "methods", []
    ):
        yield "methods"
    if not in_guest:
        yield from parameter_differences(api.parameters, documented.get("params", {}))


def by_name(methods: tuple[Api, ...]) -> list[Api]:
    """Return a manager's methods in the order of their names, without its properties."""
    named = [method for method in methods if method.slot is None]
    return sorted(named, key=lambda method: method.name)


def effective_since(api: Api) -> str:
    """Return the base library an API is in; a manager's methods come with it at the earliest."""
    factory = FACTORIES.get(api.name)
    return max(api.since, factory.since if factory else api.since, key=numbers)


def documented_since(name: str) -> str:
    """Return the same as the catalogue has it."""
    since: str = DECLARATIONS[name].get("since", "1.0.0")
    factory = FACTORIES.get(name)
    return max(since, documented_since(factory.name) if factory else since, key=numbers)


def parameter_differences(
    declared: tuple[Parameter, ...], documented: dict[str, dict[str, Any]]
) -> Iterator[str]:
    """Yield what differs between declared and documented parameters."""
    names = {parameter.name for parameter in declared}
    for name in sorted(names ^ documented.keys()):
        yield f"parameter {name}"
    for parameter in declared:
        if parameter.name in documented:
            for what in one_parameter_differences(parameter, documented[parameter.name]):
                yield f"parameter {parameter.name}: {what}"


def one_parameter_differences(parameter: Parameter, documented: dict[str, Any]) -> Iterator[str]:
    """Yield what differs in one parameter."""
    if TYPES[parameter.type] != documented["type"]:
        yield "type"
    if parameter.required != documented.get("required", False):
        yield "required"
    if "default" in documented and parameter.default != documented["default"]:
        yield "default"
    if set(parameter.values) != set(documented.get("values", ())):
        yield "values"


# -- results --------------------------------------------------------------------------------------


def result_differences(name: str, results: dict[str, set[str]]) -> Iterator[str]:
    """Yield the fields of an API's results that are there in a base library that does not have
    them, or missing in one that does; `results` are the names of the fields by base library.
    """
    fields = DECLARATIONS[name].get("result", {})
    for library, found in results.items():
        documented = {
            field
            for field, row in fields.items()
            if numbers(row.get("since", "1.0.0")) <= numbers(library)
        }
        for field in sorted(found ^ documented):
            yield f"result {field}"


@pytest.fixture
def results(make_host: Callable[..., Host], tmp_path: Path) -> Callable[[str], dict[str, set[str]]]:
    """Call an API in every base library that has it; return the fields of its results."""
    package = tmp_path / "package"
    package.mkdir()
    (package / "a.png").write_bytes(picture())
    (package / "a.mp4").write_bytes(video())
    (package / "a.wav").write_bytes(Recording(format="wav").encode(1000))
    (package / "a.pdf").write_bytes(b"%PDF-1.7")
    play = player(make_host, package)

    def fields(name: str, library: str) -> set[str]:
        file = FILES.get(name, "")
        launch = Launch("pages/none/none") if name == "onPageNotFound" else None
        host = play(SCRIPTS[name], file=file, files=THREAD, launch=launch, base_library=library)
        HAPPENINGS.get(name, lambda host: None)(host)
        if file:
            with suppress(InputError):  # it may have left by itself
                host.background()
            host.foreground()
        found: set[str] = set()
        for record in host.console:
            outcome, result = json.loads(record.message)
            if outcome in ("success", name):
                found |= result.keys()
        return found - {"errMsg"}

    def all_fields(name: str) -> dict[str, set[str]]:
        if name not in SCRIPTS:
            return {}
        since = numbers(documented_since(name))
        return {
            library: fields(name, library)
            for library in LIBRARIES
            if numbers(library) >= since and succeeds(name, library)
        }

    return all_fields


def succeeds(name: str, library: str) -> bool:
    """Whether an API can succeed in a base library."""
    return not (name == "getUserInfo" and (2, 4, 0) <= numbers(library) < (2, 16, 0))


# -- both -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [api.name for api in APIS])
def test_api(name: str, results: Callable[[str], dict[str, set[str]]]) -> None:
    (api,) = (api for api in APIS if api.name == name)
    found = {*declaration_differences(api), *result_differences(name, results(name))}
    known = {what for known_name, what in KNOWN_DIFFERENCES if known_name == name}
    assert found - known == set(), "differs from what is documented"
    assert known - found == set(), "listed as a difference, but it is none any more"


def test_known_differences_are_of_declared_apis() -> None:
    assert {name for name, _ in KNOWN_DIFFERENCES} <= {api.name for api in APIS}


def test_catalogue_has_what_is_declared_and_no_more() -> None:
    assert sorted(DECLARATIONS) == sorted(api.name for api in APIS)


def test_every_result_is_compared() -> None:
    documented = {name for name, row in DECLARATIONS.items() if "result" in row}
    assert documented - SCRIPTS.keys() == UNTOLD.keys()


@pytest.mark.parametrize("library", LIBRARIES)
def test_surface(make_host: Callable[..., Host], library: str) -> None:
    host = make_host(base_library=library)
    documented = sorted(
        name
        for name in DECLARATIONS
        if "." not in name and numbers(documented_since(name)) <= numbers(library)
    )
    assert host.eval("Object.keys(wx).sort()") == documented
