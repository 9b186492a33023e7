"""What the READMEs say is true, and the same in both languages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from jshost import Host
from jshost.apis import registry
from jshost.coverage import Covered, State, counts, coverage, families
from jshost.doctest import fixtures
from jshost.steps import play
from jshost.world.scenario import load

ROOT = Path(__file__).parent.parent
READMES = ["README.md", "README.zh-CN.md"]

UPDATE = os.environ.get("JSHOST_UPDATE_README") == "1"
"""Whether to write the generated parts of the READMEs anew."""
TABLE = ("<!-- generated: apis -->\n", "<!-- generated: end -->\n")
ASKED = "answered by the user"
KINDS: tuple[State, ...] = ("real", "simulated")
WORDS = {
    "README.md": {
        "head": "| family | APIs | answered by the user | covered, methods included |",
        "real": "real",
        "simulated": "simulated",
        "colon": ": ",
        "total": "In all {} of {}, methods of the objects that APIs return included.",
    },
    "README.zh-CN.md": {
        "head": "| 类别 | API | 由用户回答 | 已有（含对象的方法） |",
        "real": "真实",
        "simulated": "模拟",
        "colon": "：",
        "total": "共 {} / {}，包括 API 返回的对象的方法。",
    },
}


def blocks(name: str, language: str) -> list[str]:
    """Return the fenced blocks of one language in a README."""
    text = (ROOT / name).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("name", READMES)
def test_the_python_examples_run(name: str) -> None:
    for example in blocks(name, "python"):
        if "def test_" not in example:
            subprocess.run([sys.executable, "-c", example], cwd=ROOT, check=True)


@pytest.mark.parametrize("name", READMES)
def test_the_tests_pass(name: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "samples" / "recorder", tmp_path / "samples" / "recorder")
    (in_python,) = [example for example in blocks(name, "python") if "def test_" in example]
    (in_javascript,) = [example for example in blocks(name, "js") if "describe(" in example]
    page = tmp_path / "samples" / "recorder" / "pages" / "index"
    (tmp_path / "test_recorder.py").write_text(in_python, "utf-8")
    (page / "index.test.js").write_text(in_javascript, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    # Two tests in Python, one of them four times, one in JavaScript, four scenarios.
    assert "10 passed" in run.stdout, run.stdout


@pytest.mark.parametrize("name", READMES)
def test_the_fixtures_are_such(name: str, tmp_path: Path) -> None:
    (tmp_path / "jshost.toml").write_text(blocks(name, "toml")[3], "utf-8")
    for file in ("files/poster.png", "files/auth.js", "scenarios/android.toml", "ble.md"):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_text("", "utf-8")
    folder = fixtures.find(tmp_path / "ble.md", {})
    assert folder.faults == []
    assert set(folder.of(tmp_path / "ble.md", "Connect > Again #2").names) == {"deviceId", "ctx"}


@pytest.mark.parametrize("name", READMES)
def test_the_readme_passes_doctest(name: str) -> None:
    command = [sys.executable, "-m", "jshost", "doctest", "--strict", name]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines()[-1].split() == [name, "1", "1", "·", "·", "·"]


@pytest.mark.parametrize("name", READMES)
def test_the_scenarios_are_such(name: str, tmp_path: Path) -> None:
    path = tmp_path / "scenario.toml"
    settings, steps, network, _ = blocks(name, "toml")
    path.write_text(settings, "utf-8")
    assert load(path).location.name == "天安门"
    path.write_text(network, "utf-8")
    assert len(load(path).network.fixtures) == 2
    path.write_text(steps, "utf-8")
    with Host(project=ROOT / "samples" / "shop", scenario=path) as host:
        host.run()
        play(host, host.scenario.steps)
        assert host.errors == []


@pytest.mark.parametrize("name", READMES)
def test_the_commands_run(name: str, tmp_path: Path) -> None:
    commands = [block for block in blocks(name, "sh") if block.startswith("jshost ")]
    assert commands
    for command in commands:
        run = [sys.executable, "-m", "jshost", *command.split()[1:]]
        state = os.environ | {"JSHOST_STATE": str(tmp_path)}
        subprocess.run(run, cwd=ROOT, check=True, capture_output=True, env=state)


@pytest.mark.parametrize("name", READMES)
def test_the_transcript_is_what_the_sample_says(name: str, tmp_path: Path) -> None:
    (transcript,) = blocks(name, "console")
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "jshost",
            "run",
            "--answer",
            "scope.record=deny",
            "samples/record.js",
        ],
        cwd=ROOT,
        env=os.environ | {"JSHOST_STATE": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert transcript.endswith(run.stdout)


@pytest.mark.parametrize("name", READMES)
def test_the_table_of_apis_is_complete(name: str) -> None:
    path = ROOT / name
    text = path.read_text("utf-8")
    start = text.index(TABLE[0]) + len(TABLE[0])
    end = text.index(TABLE[1])
    if UPDATE:
        path.write_text(text[:start] + table_of_apis(name) + text[end:], "utf-8")
    else:
        assert text[start:end] == table_of_apis(name), "JSHOST_UPDATE_README=1 writes it anew"


def table_of_apis(name: str) -> str:
    """Return what there is of `wx`, by family, in the language of a README."""
    words = WORDS[name]
    surface = coverage()
    rows = [words["head"], "|---|---|---|---|"]
    for family, of_family in families(surface).items():
        there = [covered for covered in of_family if covered.is_there]
        kind = next((kind for kind in KINDS if counts(there)[kind]), None)
        own = names(covered for covered in there if covered.state != ASKED)
        asked = names(covered for covered in there if covered.state == ASKED)
        covered = f"{len(there)} / {len(of_family)}"
        if there:
            told = f"{words[kind]}{words['colon']}{own}" if kind and own else ""
            rows.append(f"| `{family}` | {told} | {asked} | {covered} |")
    total = words["total"].format(sum(covered.is_there for covered in surface), len(surface))
    return "\n".join(["", *rows, "", total, ""])


def names(surface: Iterable[Covered]) -> str:
    """Return the APIs of `wx` in a part of the surface, as code; methods are left out."""
    return " ".join(f"`{covered.name}`" for covered in surface if "." not in covered.name)


@pytest.mark.parametrize("name", READMES)
def test_every_option_is_explained(name: str) -> None:
    from jshost.cli.apis import apis
    from jshost.cli.doctest import doctest
    from jshost.cli.run import run

    text = (ROOT / name).read_text("utf-8")
    for command in (run, doctest, apis):
        # From the first time that the command is shown in a sentence, to the end.
        told = text[text.index(f"`jshost {command.name}") :]
        options = {option for parameter in command.params for option in parameter.opts}
        assert {o for o in options if o[0] == "-" and f"`{o}" not in told} == set()


@pytest.mark.parametrize("language", ["sh", "toml", "python", "console", "js"])
def test_both_languages_show_the_same_code(language: str) -> None:
    english, chinese = (blocks(name, language) for name in READMES)
    assert english == chinese
    assert english


def test_both_languages_have_the_same_sections() -> None:
    counts = [len(re.findall(r"^#+ ", (ROOT / name).read_text("utf-8"), re.M)) for name in READMES]
    assert counts[0] == counts[1]


def test_the_changelog_counts_the_apis() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    top = [api for api in registry() if "." not in api.name]
    assert f"- {len(top)} APIs of `wx`" in text
