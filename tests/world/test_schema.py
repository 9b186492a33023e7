"""The JSON Schema of scenarios: it is one, and it says what `load` says."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from jshost.apis import registry
from jshost.world.reading import MAX_INTEGER
from jshost.world.scenario import ACTIONS, Scenario, ScenarioError, load
from jshost.world.schema import descriptions, schema

from .test_scenario import WRONG

ROOT = Path(__file__).parent.parent.parent
FILES = [
    *ROOT.glob("samples/*/scenarios/*.toml"),
    ROOT / "jshost" / "cli" / "template" / "scenario.toml",
]
IN_README = [
    text
    for text in re.findall(
        r"^```toml\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    if "[names]" not in text  # that one is a jshost.toml
]

QUESTIONS = registry().questions()
SCHEMA = schema(QUESTIONS)
accepts: Callable[[Any], bool] = Draft202012Validator(SCHEMA).is_valid


def load_faults(tmp_path: Path, text: str) -> tuple[str, ...]:
    """Return what `load` finds wrong with a scenario."""
    path = tmp_path / "s.toml"
    path.write_text(text, "utf-8")
    try:
        load(path, QUESTIONS)
    except ScenarioError as error:
        return error.faults
    return ()


# -- what it is -----------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [SCHEMA, schema()], ids=["with questions", "without"])
def test_it_is_a_schema(made: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(made)
    assert json.loads(json.dumps(made)) == made


def test_it_is_the_same_each_time() -> None:
    assert json.dumps(schema(QUESTIONS)) == json.dumps(SCHEMA)


def properties(part: Any, name: str = "Scenario") -> Iterator[tuple[str, dict[str, Any]]]:
    """Return all keys that are described, with the record that they belong to."""
    for key, inner in part.get("properties", {}).items():
        if not key.startswith("scope.") and key not in QUESTIONS:
            yield f"{name}.{key}", inner
    for definition, inner in part.get("$defs", {}).items():
        yield from properties(inner, definition)
    for alternative in part.get("oneOf", []):
        yield from properties(alternative, name)


KEYS = dict(properties(SCHEMA))


@pytest.mark.parametrize("part", KEYS.values(), ids=KEYS)
def test_every_key_is_described(part: dict[str, Any]) -> None:
    assert re.fullmatch(r"[A-Z].{5,98}\.", part["description"])


@pytest.mark.parametrize("part", KEYS.values(), ids=KEYS)
def test_defaults_are_accepted(part: dict[str, Any]) -> None:
    known = {"$defs": SCHEMA["$defs"]} | part
    assert "default" not in part or Draft202012Validator(known).is_valid(part["default"])


def test_every_key_of_a_scenario_is_there() -> None:
    assert [*SCHEMA["properties"]] == [*Scenario.FIELDS]


def test_a_step_has_the_keys_of_its_action() -> None:
    steps = {
        step["required"][0]: [*step["properties"]] for step in SCHEMA["$defs"]["Step"]["oneOf"]
    }
    assert {action: set(keys) for action, keys in steps.items()} == {
        action: {action, *keys} for action, keys in ACTIONS.items()
    }


def test_where_there_is_no_source_there_are_no_descriptions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    descriptions.cache_clear()
    monkeypatch.setattr("inspect.getsource", _no_source)
    made = schema()
    descriptions.cache_clear()
    assert made["properties"]["clock"]["description"] == ""
    assert made["properties"].keys() == SCHEMA["properties"].keys()


def _no_source(module: object) -> str:
    raise OSError("no source")


# -- what it accepts ------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_scenarios_that_are_there(path: Path) -> None:
    scenario = tomllib.loads(path.read_text("utf-8"))
    assert accepts(scenario)
    assert Draft202012Validator(schema()).is_valid(scenario)
    load(path, QUESTIONS)


@pytest.mark.parametrize("text", IN_README)
def test_scenarios_of_the_readme(tmp_path: Path, text: str) -> None:
    assert accepts(tomllib.loads(text))
    assert load_faults(tmp_path, text) == ()


BEYOND = [
    "is both granted and denied", "launch.extra is too large a number",
    "location.latitude should be a number, not 1000", "is no host",
]  # fmt: skip
"""What JSON Schema cannot say."""


def is_json(value: Any) -> bool:
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):
        return False
    return True


@pytest.mark.parametrize(
    "text",
    [
        text
        for text, said in WRONG
        if is_json(tomllib.loads(text)) and not any(beyond in said for beyond in BEYOND)
    ],
)
def test_what_is_wrong_is_refused(text: str) -> None:
    """`load` refuses them all, as its own tests say."""
    assert not accepts(tomllib.loads(text))


@pytest.mark.parametrize("text", [text for text, said in WRONG if any(b in said for b in BEYOND)])
def test_what_it_cannot_say(text: str) -> None:
    assert accepts(tomllib.loads(text))


@pytest.mark.parametrize(
    ("scenario", "expected"),
    [
        ({"answers": {"anything": "x"}}, True),
        ({"answers": {"anything": ["x", "y"]}}, True),
        ({"answers": {"anything": 1}}, False),
        ({"answers": {"scope.record": "allow"}}, True),
        ({"answers": {"scope.record": "x"}}, False),
        ({"answers": {"scope.x": "allow"}}, False),
    ],
)
def test_without_the_questions_answers_are_texts(scenario: Any, expected: bool) -> None:
    assert Draft202012Validator(schema()).is_valid(scenario) is expected


# -- the same as `load` ---------------------------------------------------------------------------

FULL: dict[str, Any] = {
    "program": "..", "app_id": "wx1", "title": "t", "base_library": "2.0.0", "dialect": "ios",
    "clock": "virtual", "seed": 2, "on_prompt": "deny", "update": "ready",
    "launch": {"path": "a", "query": "b=1", "scene": 1001, "referrer": "wx2", "extra": {"a": [1]}},
    "grant": ["scope.werun"], "deny": ["scope.camera", "scope.address"],
    "answers": {"scope.record": ["allow", "deny"], "showModal": "confirm=x", "showActionSheet": "1",
                "openSetting": ["leave", "+scope.record,-scope.camera"], "chooseAddress": "ok"},
    "device": {"brand": "b", "pixelRatio": 2, "screenWidth": 1, "wifiEnabled": False},
    "location": {"latitude": 1.5, "name": "n"},
    "user_info": {"gender": 2}, "address": {"userName": "u"}, "invoice_title": {"type": 1},
    "werun": {"steps": [1, 2]},
    "files": {"wxfile://a": "a"}, "audio": {"https://a": 1.5},
    "network": {
        "allow": ["a.test", "127.0.0.1:80"],
        "fixtures": [
            {"url": "https://a.test/*", "method": "POST", "status": 201, "delay": 1.5, "times": 2,
             "headers": {"x-a": ["b", "c"]}, "json": {"a": [1]}},
            {"url": "*", "failure": "dns"}, {"url": "*", "text": "x"},
            {"url": "*", "base64": "YQ=="}, {"url": "*", "file": "a"},
        ],
    },
    "steps": [
        {"tap": "f", "dataset": {"a": 1}, "detail": 1},
        {"input": "f", "value": "v", "dataset": {}},
        {"call": "f", "args": [1]},
        {"wait": 1.5}, {"back": 2}, {"tab": "t"}, {"open": "o"}, {"background": True},
        {"foreground": True}, {"media": "next"}, {"interruption": "end"},
        {"expect": {"page": "p", "data": {"a[0]": 1}, "prompt": "", "toast": ""}},
    ],
}  # fmt: skip
"""A scenario that has every kind of value."""


def places(value: Any, keys: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Return the ways to all that can be changed in a value."""
    inside = enumerate(value) if isinstance(value, list) else ()
    for key, inner in value.items() if isinstance(value, dict) else inside:
        yield (*keys, key)
        yield from places(inner, (*keys, key))


OTHERS = [
    True, False, 0, 1, -1, 1.0, 1.5, -0.5, 1e300, "", "x", "scope.record", "scope.x", "real",
    "2.0.0", "allow", "confirm", "confirm=", "+scope.record", "+scope.x", "3", "leave", "a\0", [],
    {}, ["x"], [["x"]], [1, 2.0], {"x": 1}, {"tap": "f"}, [{"wait": 0}], MAX_INTEGER,
    "dns", "GET", "YQ==", 200, 99, "https://a.test/",
]  # fmt: skip
NEW = ["x", "place", "wait", "args", "scope.record", "scope.x", "showModal", "latitude", "clock",
       "url", "text", "failure", "status"]  # fmt: skip
CHANGES = st.tuples(
    st.sampled_from([*places(FULL)]), st.sampled_from(["", *NEW]), st.sampled_from(OTHERS)
)


def changed(keys: tuple[str | int, ...], new: str, value: Any) -> dict[str, Any]:
    """Return the full scenario with another value somewhere, or with one more key."""
    scenario = deepcopy(FULL)
    part: Any = scenario
    for key in keys[:-1]:
        part = part[key]
    if new and isinstance(part, dict):
        part[new] = value
    else:
        part[keys[-1]] = value
    return scenario


def written(value: Any) -> str:
    """Return a value as TOML."""
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key)} = {written(inner)}" for key, inner in value.items())
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    return json.dumps(value)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES)
@example((("title",), "", "x"))
@example((("steps", 4, "back"), "", 1.0))
@example((("steps", 4, "back"), "", True))
@example((("steps", 3, "wait"), "", -0.5))
@example((("device", "wifiEnabled"), "", 1))
def test_the_schema_and_load_agree(
    tmp_path: Path, change: tuple[tuple[str | int, ...], str, Any]
) -> None:
    scenario = changed(*change)
    text = "".join(f"{json.dumps(key)} = {written(value)}\n" for key, value in scenario.items())
    assert tomllib.loads(text) == scenario
    assert accepts(scenario) is (load_faults(tmp_path, text) == ())
