"""Examples: blocks of code with what they are, and how each is run on a phone of its own."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from jshost.apis import registry
from jshost.differences import PRIVATE_INFOS
from jshost.doctest.blocks import Block
from jshost.doctest.fixtures import Fixtures
from jshost.doctest.kinds import Kind
from jshost.engine.port import Isolation, Limits
from jshost.errors import JsHostError, LimitError
from jshost.frozen import Frozen
from jshost.host import Host
from jshost.permissions.scopes import SCOPES
from jshost.project.config import Project
from jshost.project.files import Overlay
from jshost.situations import Situation
from jshost.source import read_script
from jshost.steps import play
from jshost.text import line as shown
from jshost.trace import CallRecord, ErrorRecord, EventRecord, PromptRecord, Record
from jshost.transcript import lines as transcript
from jshost.world.scenario import Scenario

MINUTE = 60_000
"""How long an example may have something to do, in milliseconds of its virtual time."""
MAX_LINES = 300
"""How many lines of a transcript are kept."""
LIMITS = Limits(cpu=2.0, wall=5.0, memory=128 << 20, turns=5_000)

_PAGE = "pages/example/example"
_MODULE = "pages/example/module"
_DECLARED = sorted(PRIVATE_INFOS - {"getFuzzyLocation"})  # which excludes the exact ones
_SCOPE = re.compile(r"scope\.\w+")
_OF_PAGES = frozenset(
    ("ui/navigation-bar", "ui/tab-bar", "ui/background", "ui/pull-down-refresh", "route")
)
"""Families of APIs that need a page."""
_REGISTERS_PAGE = re.compile(r"\b(?:Page|Component)\s*\(")
_REGISTERS_APP = re.compile(r"\bApp\s*\(")


class Settings(Frozen):
    """How examples are run: in which situations, on which base libraries (none for the one that
    counts anyway), for how many seconds each at most.
    """

    situations: tuple[Situation, ...]
    base_libraries: tuple[str, ...] = ()
    isolation: Isolation = "process"
    timeout: float = 10.0


class Example(Frozen):
    """A block of JavaScript, and what it is given. `page` is its file; `broken` is why it is known
    to be wrong, "" where it is not.
    """

    page: Path
    block: Block
    kind: Kind
    fixtures: Fixtures = Fixtures()
    broken: str = ""

    @property
    def scopes(self) -> set[str]:
        """The scopes that it names, or that its calls need, as far as its text tells."""
        apis = registry()
        texts = [self.block.text, *(code for _, code in self.block.setup), *self._modules()]
        named = {scope for text in texts for scope in _SCOPE.findall(text) if scope in SCOPES}
        known = {api.name: api.scope for api in apis}
        return named | {scope for use in self.kind.uses if (scope := known.get(use.api))}

    def _modules(self) -> list[str]:
        paths = [path for name, path in self.fixtures.files.items() if name.endswith(".js")]
        return [read_script(path) for path in paths]


class Run(Frozen):
    """What an example did in one situation. `records` is its trace, `lines` the transcript of it,
    in which places are lines of the block. `stopped` is what ended it before its time, "" for
    nothing; `endless` tells that it would have gone on for ever.
    """

    situation: str
    base_library: str
    label: str
    records: tuple[Record, ...]
    lines: tuple[str, ...]
    stopped: str = ""
    endless: bool = False

    @property
    def prompts(self) -> list[PromptRecord]:
        return [record for record in self.records if isinstance(record, PromptRecord)]

    @property
    def calls(self) -> list[CallRecord]:
        return [record for record in self.records if isinstance(record, CallRecord)]

    @property
    def errors(self) -> list[ErrorRecord]:
        return [record for record in self.records if isinstance(record, ErrorRecord)]


def name_of(block: Block) -> str:
    """Return a block's heading path and ordinal, which tell it from others on its page."""
    return f"{shown(' > '.join(block.heading))} #{block.ordinal}".strip()


def run_all(example: Example, settings: Settings) -> list[Run]:
    """Run an example in every situation, on every base library. What it asks for when it is fresh
    is what was decided on before in others.
    """
    runs: list[Run] = []
    for library in settings.base_libraries or ("",):
        scopes = example.scopes
        for situation in settings.situations:
            runs.append(_run(example, situation, library, scopes, settings))
            scopes = scopes | {prompt.scope for prompt in runs[-1].prompts}
    return runs


def _run(
    example: Example, situation: Situation, library: str, scopes: set[str], settings: Settings
) -> Run:
    scenario = example.fixtures.scenario or Scenario()
    with Host(
        clock="virtual",
        scenario=_with_files(scenario, example.fixtures),
        project=_project(example) if _is_program(example, scenario) else None,
        limits=LIMITS,
        isolation=settings.isolation,
        sites=True,
        base_library=library or None,
        **_decisions(scenario, situation, scopes),
    ) as host:
        stopped, endless = _carry_out(host, example, settings.timeout)
        # What ended the run is told once, by `stopped`.
        kept = (r for r in host.trace if not (isinstance(r, EventRecord) and r.name == "limit"))
        records = tuple(_placed(record, example) for record in kept)
        base_library = host.scenario.base_library
    ended = f"stopped: {shown(stopped)}" if stopped else "never finishes" if endless else ""
    said = [*transcript(records), *([f"note    {ended}"] if ended else [])]
    return Run(
        situation=situation.name,
        base_library=base_library,
        label=situation.name + (f" @{library}" if library else ""),
        records=records,
        lines=_cut([_relative(text, example) for text in said]),
        stopped=stopped,
        endless=endless,
    )


def _carry_out(host: Host, example: Example, seconds: float) -> tuple[str, bool]:
    """Run an example; return what stopped it, "" for nothing, and whether it would go on for
    ever.
    """
    try:
        with host.limited(seconds):
            _go(host, example)
    except JsHostError as error:
        return str(error), isinstance(error, LimitError)
    return "", not host.idle and not host.scenario.steps


def _decisions(scenario: Scenario, situation: Situation, scopes: set[str]) -> dict[str, Any]:
    """Return a situation's settings without those that the scenario has its own of."""
    decided = {*scenario.grant, *scenario.deny}
    settings = situation.settings(scopes - decided)
    answers = settings.get("answers", {})
    settings["answers"] = {k: v for k, v in answers.items() if k not in scenario.answers}
    if scenario.on_prompt is not None:
        del settings["on_prompt"]
    return settings


def _with_files(scenario: Scenario, fixtures: Fixtures) -> Scenario:
    own = {name: path for name, path in fixtures.files.items() if "://" in name}
    return scenario.replace(files={**scenario.files, **own})


def _is_program(example: Example, scenario: Scenario) -> bool:
    if example.kind.program or scenario.steps:
        return True
    used = {use.api for use in example.kind.uses if use.called}
    return any(api.name in used and api.family in _OF_PAGES for api in registry())


def _go(host: Host, example: Example) -> None:
    """Run an example to its end, or for a minute of its time."""
    names = example.fixtures.names
    if names:
        text = "".join(f"globalThis.{name} = {value};\n" for name, value in names.items())
        host.load(text, "jshost.toml")
    if host.project is None:
        first, text = _source(example.block)
        if not host.load(text, example.block.file, line=first):
            return
    else:
        host.launch()
        if host.scenario.steps:
            host.settle()
            play(host, host.scenario.steps)
            return
    host.run_until_idle(within=MINUTE)


def _source(block: Block) -> tuple[int, str]:
    """Return a block after its hidden set-up code, and the line at which that begins: all of it is
    at the lines at which it stands on its page.
    """
    parts = [*block.setup, (block.line, block.text)]
    first = at = parts[0][0]
    text = ""
    for line, code in parts:
        text += "\n" * max(line - at, 1 if text else 0) + code
        at = first + text.count("\n")
    return first, text


def _project(example: Example) -> Project:
    """Return the mini program that an example is the only page of, or the app.js, or a module that
    its page requires.
    """
    first, text = _source(example.block)
    app = {"pages": [_PAGE], "requiredPrivateInfos": _DECLARED}
    given = {n: read_script(path) for n, path in example.fixtures.files.items() if "://" not in n}
    texts = {
        "app.js": "App({ globalData: {} })",
        "app.json": json.dumps(app),
        f"{_PAGE}.js": f"Page({{}})\nrequire('./{_MODULE.rpartition('/')[2]}')",
        **given,
        _file(text): "\n" * (first - 1) + text,
    }
    return Project.read(example.page.parent, Overlay(None, texts))


def _file(code: str) -> str:
    """Return which file of the mini program some code is."""
    if _REGISTERS_PAGE.search(code):
        return f"{_PAGE}.js"
    return "app.js" if _REGISTERS_APP.search(code) else f"{_MODULE}.js"


# -- places on the page --


def _placed(record: Record, example: Example) -> Record:
    """Return a record whose places are those of the page, not of a file made of it."""
    if isinstance(record, ErrorRecord):
        return record.replace(
            where=_on_page(record.where, example), message=_on_page(record.message, example)
        )
    if isinstance(record, CallRecord):
        return record.replace(at=_on_page(record.at, example))
    return record


def _on_page(text: str, example: Example) -> str:
    file = _file(_source(example.block)[1])
    return re.sub(rf"(?<![\w./]){re.escape(file)}(?=:\d)", lambda _: example.block.file, text)


def _relative(text: str, example: Example) -> str:
    """Return a line in which places are lines of the block: they stay when the page changes above
    it.
    """
    first = example.block.line

    def number(found: re.Match[str]) -> str:
        own = int(found[1]) - first + 1
        return f"line {own}" if own > 0 else "set-up"

    place = re.compile(rf"{re.escape(example.block.file)}:(\d+)(?::\d+)?")
    return place.sub(number, _on_page(text, example))


def _cut(lines: list[str]) -> tuple[str, ...]:
    rest = len(lines) - MAX_LINES
    return (*lines[:MAX_LINES], f"more    {rest} lines") if rest > 0 else tuple(lines)
