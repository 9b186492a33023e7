"""The sample mini programs: each scenario goes as it expects, and leaves the trace that is kept."""

from __future__ import annotations

import os
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

import pytest

from jshost import Host
from jshost.steps import play
from jshost.world.scenario import load

SAMPLES = Path(__file__).parents[2] / "samples"
SCENARIOS = sorted(
    path for path in SAMPLES.glob("*/scenarios/*.toml") if (path.parents[1] / "app.json").is_file()
)
UPDATE = bool(os.environ.get("JSHOST_UPDATE_TRACES"))


def name_of(path: Path) -> str:
    return f"{path.parents[1].name}-{path.stem}"


@pytest.fixture
def played(make_host: Callable[..., Host]) -> Callable[..., Host]:
    """Run a sample program through the steps of a scenario."""

    def run(path: Path, **settings: str) -> Host:
        folder = path.parents[1]
        host = make_host(project=folder, title=folder.name, scenario=load(path), **settings)
        host.run()
        play(host, host.scenario.steps)
        return host

    return run


@pytest.mark.parametrize("path", SCENARIOS, ids=name_of)
def test_scenario(played: Callable[..., Host], path: Path) -> None:
    host = played(path)
    assert host.scenario.steps
    assert host.errors == []
    # Where the scenario stands is part of no trace; what it does is.
    found = [record.to_json() for record in host.trace]
    kept = path.with_suffix(".jsonl")
    if UPDATE:
        kept.write_text("".join(f"{line}\n" for line in found), encoding="utf-8", newline="\n")
        pytest.fail(f"{kept.name} was rewritten (JSHOST_UPDATE_TRACES=1)", pytrace=False)
    assert kept.is_file(), f"{kept} is missing; JSHOST_UPDATE_TRACES=1 writes it"
    expected = kept.read_text(encoding="utf-8").splitlines()
    if found != expected:
        diff = unified_diff(expected, found, kept.name, "this run", lineterm="")
        pytest.fail("\n".join(["the trace differs from the one kept:", *diff]), pytrace=False)


@pytest.mark.parametrize("path", SCENARIOS, ids=name_of)
@pytest.mark.parametrize("dialect", ["android", "ios"])
def test_scenario_on_a_phone(played: Callable[..., Host], path: Path, dialect: str) -> None:
    assert played(path, dialect=dialect).errors == []


def test_the_same_twice(played: Callable[..., Host]) -> None:
    first, second = ([r.to_json() for r in played(SCENARIOS[0]).trace] for _ in range(2))
    assert first == second


def test_every_page_of_the_samples_is_opened() -> None:
    """By some scenario: what nobody opens is not shown to work."""
    for folder in sorted({path.parents[1] for path in SCENARIOS}):
        from jshost.project.config import Project

        traces = "".join(p.read_text("utf-8") for p in folder.glob("scenarios/*.jsonl"))
        for page in Project.open(folder).pages:
            assert f'"name":"onReady","detail":{{"page":"{page}"}}' in traces, page


def test_template_of_init_is_a_program_with_a_test(tmp_path: Path) -> None:
    import shutil
    import subprocess
    import sys

    template = Path(__file__).parents[2] / "jshost" / "cli" / "template"
    shutil.copytree(template, tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path / "app")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
    assert "7 passed" in run.stdout
