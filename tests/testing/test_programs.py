from __future__ import annotations

import json
from pathlib import Path

import pytest

from jshost.errors import InputError
from jshost.testing import programs

from ..framework.conftest import write

PAGES = {"pages/a/a.js": "Page({})", "lib/more.js": "", "tests/a.scenario.toml": ""}
SPLIT = {"miniprogramRoot": "miniprogram/", "appid": "wx0123456789abcdef"}


def split(folder: Path) -> Path:
    """Write a project whose app.json is in a folder of its own."""
    write(folder / "miniprogram", PAGES)
    (folder / "project.config.json").write_text(json.dumps(SPLIT), "utf-8")
    return folder


def test_a_page_knows_its_program_and_its_route(tmp_path: Path) -> None:
    write(tmp_path, PAGES)
    found = programs.page_of(tmp_path / "pages/a/a.js")
    assert found is not None
    assert (found[0].folder, found[1]) == (tmp_path, "pages/a/a")


def test_a_page_of_a_subpackage_is_a_page(tmp_path: Path) -> None:
    app = {"subPackages": [{"root": "packages/b", "pages": ["b"]}]}
    write(tmp_path, {**PAGES, "packages/b/b.js": "Page({})", "app.json": app})
    found = programs.page_of(tmp_path / "packages/b/b.js")
    assert found is not None
    assert found[1] == "packages/b/b"


def test_the_app_id_is_that_of_the_project_around(tmp_path: Path) -> None:
    found = programs.page_of(split(tmp_path) / "miniprogram/pages/a/a.js")
    assert found is not None
    assert found[0].app_id == SPLIT["appid"]


@pytest.mark.parametrize("path", ["lib/more.js", "app.js", "outside.js"])
def test_other_scripts_are_no_pages(tmp_path: Path, path: str) -> None:
    write(tmp_path, PAGES)
    assert programs.page_of(tmp_path / path) is None


def test_an_app_json_of_somebody_else_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, PAGES)
    (tmp_path / "pages" / "app.json").write_text('{"expo": {}}', "utf-8")
    found = programs.page_of(tmp_path / "pages/a/a.js")
    assert found is not None
    assert found[0].folder == tmp_path


def test_what_is_wrong_with_the_program_is_told(tmp_path: Path) -> None:
    write(tmp_path, {**PAGES, "app.json": '{"pages": ["pages/a/a",, "pages/b/b"]}'})
    with pytest.raises(InputError, match=r"app\.json:1:24"):
        programs.page_of(tmp_path / "pages/a/a.js")


def test_a_file_is_in_the_program_around_it(tmp_path: Path) -> None:
    write(tmp_path, PAGES)
    assert programs.around(tmp_path / "tests/a.scenario.toml") == tmp_path


@pytest.mark.parametrize("path", ["a.toml", "scenarios/a.toml", "miniprogram/pages/a.toml"])
def test_a_file_is_in_the_project_around_it(tmp_path: Path, path: str) -> None:
    assert programs.around(split(tmp_path) / path) == tmp_path


@pytest.mark.parametrize(
    "config", ["{", "[]", '{"miniprogramRoot": 1}', '{"miniprogramRoot": ".."}']
)
def test_a_config_that_leads_nowhere_is_no_program(tmp_path: Path, config: str) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "project.config.json").write_text(config, "utf-8")
    assert programs.around(inner / "a.toml") is None
