"""What a project declares, and how each fault in it is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jshost.errors import InputError
from jshost.project import config
from jshost.project.config import PageEntry, Project, ProjectError, TabItem
from jshost.text import line

APP = {"pages": ["a", "b"]}
NO_APP = "no app.json, nor a project.config.json with a miniprogramRoot; expected one of them"


def write(root: Path, files: dict[str, Any]) -> Path:
    """Lay out a project: what is no text is written as JSON."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        path.write_text(text, "utf-8")
    return root


def project(tmp_path: Path, app: Any, **more: Any) -> Project:
    """Open a project that has the pages a and b."""
    scripts = {"a.js": "", "b.js": "", "sub/c.js": "", "sub/d.js": ""}
    names = {name.replace("__", "/"): content for name, content in more.items()}
    return Project.open(write(tmp_path, {"app.json": app, **scripts, **names}))


def faults(tmp_path: Path, app: Any, **more: Any) -> list[str]:
    with pytest.raises(ProjectError) as caught:
        project(tmp_path, app, **more)
    return list(caught.value.faults)


def test_a_whole_project(tmp_path: Path) -> None:
    opened = project(
        tmp_path,
        """{
          // what a project can declare
          "pages": ["a", "b"],
          "entryPagePath": "b",
          "subpackages": [{"root": "sub/", "pages": ["c"], "name": "s", "independent": true}],
          "subPackages": [{"root": "more", "pages": ["x/y"]}],
          "window": {"navigationBarTitleText": "标题"},
          "tabBar": {"custom": true, "list": [
            {"pagePath": "b", "text": "乙", "iconPath": "b.js"}, {"pagePath": "a"}
          ]},
          "permission": {"scope.userLocation": {"desc": "给你看附近"}},
          "requiredPrivateInfos": ["getLocation", "chooseAddress"],
          "requiredBackgroundModes": ["audio", "location"],
          "usingComponents": {"x": "/comps/x", "y": "plugin://p/y", "z": "weui-miniprogram/z"},
          "useExtendedLib": {"weui": true},
          "plugins": {"p": {"version": "1", "provider": "wx1"}},
          "workers": {"path": "work/", "isSubpackage": true},
          "lazyCodeLoading": "requiredComponents",
          "unknown": 1,
        }""",
        **{"more__x__y.js": "", "comps__x.js": "", "work__w.js": ""},
        **{
            "project.config.json": {
                "appid": "wx0123456789abcdef",
                "projectname": "示例",
                "setting": {"es6": True},
            }
        },
    )
    assert opened.folder == tmp_path
    assert opened.package.is_file("a.js")
    assert (opened.app_id, opened.name) == ("wx0123456789abcdef", "示例")
    assert opened.settings == {"es6": True}
    assert list(opened.pages.values()) == [
        PageEntry("a", "", False),
        PageEntry("b", "", False),
        PageEntry("sub/c", "sub", True),
        PageEntry("more/x/y", "more", False),
    ]
    assert list(opened.pages) == [entry.path for entry in opened.pages.values()]
    assert opened.entry == "b"
    assert opened.tabs == (TabItem("b", "乙"), TabItem("a", ""))
    assert opened.window == {"navigationBarTitleText": "标题"}
    assert opened.permission == {"scope.userLocation": "给你看附近"}
    assert opened.required_private_infos == ("getLocation", "chooseAddress")
    assert opened.required_background_modes == ("audio", "location")
    assert opened.workers == "work"
    assert opened.lazy is True
    assert opened.app["unknown"] == 1
    assert opened.notes == ()


def test_a_small_project(tmp_path: Path) -> None:
    opened = project(tmp_path, APP)
    assert (opened.app_id, opened.name, opened.settings) == (None, None, {})
    assert (opened.entry, opened.tabs, opened.window, opened.workers) == ("a", (), {}, None)
    assert (opened.permission, opened.lazy, opened.notes) == ({}, False, ())
    assert (opened.required_private_infos, opened.required_background_modes) == ((), ())
    assert opened.node_modules is None


@pytest.mark.parametrize("app_id", ["touristappid", ""])
def test_an_app_id_that_is_none(tmp_path: Path, app_id: str) -> None:
    assert project(tmp_path, APP, **{"project.config.json": {"appid": app_id}}).app_id is None


@pytest.mark.parametrize("root", ["mp", "mp/", "./mp", "x/../mp"])
def test_the_package_may_lie_deeper(tmp_path: Path, root: str) -> None:
    files = {"project.config.json": {"miniprogramRoot": root}, "mp/app.json": {"pages": ["a"]}}
    write(tmp_path, {**files, "mp/a.js": "", "node_modules/x/index.js": ""})
    opened = Project.open(tmp_path)
    assert opened.package.is_file("a.js")
    assert not opened.package.is_file("project.config.json")
    assert opened.node_modules
    assert opened.node_modules.is_file("x/index.js")


@pytest.mark.parametrize("root", ["", ".", "./", "mp/.."])
def test_the_package_may_be_the_folder(tmp_path: Path, root: str) -> None:
    opened = project(tmp_path, APP, **{"project.config.json": {"miniprogramRoot": root}})
    assert opened.package.is_file("project.config.json")


# A file, and for each fault a part of it, in which | is where the fault is, and what is said.
FAULTS = r"""
{}
|{}
no pages; expected a list

[]
|[]
a list; expected an object with curly brackets

  null
|null
null; expected an object with curly brackets

{"pages": "a"}
|"a"
pages is "a"; expected a list

{"pages": []}
|[]
pages is empty; expected at least one page path

{"pages": ["a", 1, true, {}]}
|1
pages[1] is 1; expected a string
|true
pages[2] is true; expected a string
|{}
pages[3] is an object; expected a string

{"pages": ["a", "b", "a"]}
"b", |"a"
page "a" is given twice; first at app.json:1:12

{"pages": ["a", "./a"]}
|"./a"
page "a" is given twice; first at app.json:1:12

{"pages": ["", "/a", "a.js", "sub\\c", "C:/a", "../a"]}
|""
pages[0] "" is empty; expected a page path
|"/a"
pages[1] "/a" begins with a slash; expected "a"
|"a.js"
pages[2] "a.js" has an extension; expected "a"
|"sub\\c"
pages[3] "sub\c" has backslashes; expected "sub/c"
|"C:/a"
pages[4] "C:/a" is a path of a disk; expected one in the package
|"../a"
pages[5] "../a" leaves the package; expected a path in it

{"pages": ["none", "typed", "folder", "A", "SUB/c"]}
|"none"
page "none" has no file none.js; expected that file
|"typed"
page "typed" has no file typed.js; there is a typed.ts: compile it to JavaScript first
|"folder"
page "folder" has no file folder.js; did you mean "folder/index"?
|"A"
page "A" has no file A.js; there is a.js: upper and lower case have to be the same
|"SUB/c"
page "SUB/c" has no file SUB/c.js; there is sub/c.js: upper and lower case have to be the same

{"pages": ["a"], "entryPagePath": "b"}
|"b"
entryPagePath "b" is not among the pages; expected one of them

{"pages": ["a"], "entryPagePath": "/a.html"}
|"/a.html"
entryPagePath "/a.html" is not among the pages; did you mean "a"?

{"pages": ["a"], "tabBar": {}}
|{}
no tabBar.list; expected a list

{"pages": ["a"], "tabBar": {"list": [{"pagePath": "a"}]}}
|[{
tabBar.list has 1 item; expected 2 to 5

{"pages": ["a"], "tabBar": {"list": [1, 2, 3, 4, 5, 6]}}
|[1
tabBar.list has 6 items; expected 2 to 5
|1,
tabBar.list[0] is 1; expected an object
|2,
tabBar.list[1] is 2; expected an object
|3,
tabBar.list[2] is 3; expected an object
|4,
tabBar.list[3] is 4; expected an object
|5,
tabBar.list[4] is 5; expected an object
|6]
tabBar.list[5] is 6; expected an object

{"pages": ["a"], "tabBar": {"list": [{"pagePath": "/a"}, {"text": "b"}]}}
|"/a"
tabBar.list[0].pagePath "/a" is not among the pages; did you mean "a"?
|{"text"
no tabBar.list[1].pagePath; expected a string

{"pages": ["sub/c"], "tabBar": {"list": [{"pagePath": "none"}, {"pagePath": "sub/c"}]}}
|"none"
tabBar.list[0].pagePath "none" is not among the pages; expected one of them

{"pages":["a"],"subPackages":[{"root":"sub","pages":["c"]}],"tabBar":{"list":[{"pagePath":"sub/c"}]}}
|[{"pagePath"
tabBar.list has 1 item; expected 2 to 5
|"sub/c"
tabBar.list[0].pagePath "sub/c" is a page of the subpackage "sub"; expected one of the main package

{"pages": ["a"], "subpackages": [{"root": "sub"}, {"pages": []}]}
|{"root"
no subpackages[0].pages; expected a list
|{"pages": []
no subpackages[1].root; expected a string

{"pages": ["a"], "subpackages": [{"root": "none", "pages": ["x"]}, {"root": "..", "pages": ["x"]}]}
|"none"
subpackages[0].root "none" is no folder in the package; expected one
|".."
subpackages[1].root ".." is no folder in the package; expected one

{"pages": ["a"], "subpackages": [{"root": "/", "pages": ["x"]}, {"root": "C:\\x", "pages": ["x"]}]}
|"/"
subpackages[0].root "/" is no folder in the package; expected one
|"C:\\x"
subpackages[1].root "C:\x" is no folder in the package; expected one

{"pages": ["a"], "subPackages": [{"root": "deep/er", "pages": []}, {"root": "deep", "pages": []}]}
|"deep/er"
subPackages[0].root "deep/er" lies in subPackages[1].root "deep"; expected it outside

{"pages":["a"],"subpackages":[{"root":"sub","pages":[]}],"subPackages":[{"root":"sub/","pages":[]}]}
|"sub/"
subPackages[0].root "sub/" is given twice; first at app.json:1:39

{"pages": ["a"], "subpackages": [{"root": "sub", "pages": ["c", "../a", "/c", "c", "e"]}]}
|"../a"
subpackages[0].pages[1] "../a" leaves the package; expected a path in it
|"/c"
subpackages[0].pages[2] "/c" begins with a slash; expected "c"
|"c", "e"
page "sub/c" is given twice; first at app.json:1:60
|"e"
page "sub/e" has no file sub/e.js; expected that file

{"pages": ["a", "sub/c"], "subpackages": [{"root": "sub", "pages": ["d"]}]}
|"sub/c"
page "sub/c" of the main package lies in subpackages[0] "sub"; expected it outside

{"pages": ["a"], "workers": "../w"}
|"../w"
workers "../w" leaves the package; expected a folder in it

{"pages": ["a"], "workers": ["w"]}
|["w"]
workers is a list; expected a string or an object

{"pages": ["a"], "permission": {"scope.userLocation": {}, "scope.record": {"desc": 1}}}
|{}
no permission["scope.userLocation"].desc; expected a string
|1}
permission["scope.record"].desc is 1; expected a string

{"pages": ["a"], "window": null, "plugins": {"p": "1"}, "usingComponents": {"a-b": 1.5}}
|null
window is null; expected an object
|"1"
plugins.p is "1"; expected an object
|1.5
usingComponents["a-b"] is 1.5; expected a string
"""


def cases(table: str) -> list[tuple[str, list[str]]]:
    """Return the files of a table with the lines that are expected for each."""
    return [case(block.split("\n")) for block in table.strip("\n").split("\n\n")]


def case(block: list[str]) -> tuple[str, list[str]]:
    text = block[0]
    expected = []
    for mark, message in zip(block[1::2], block[2::2], strict=True):
        assert text.count(mark.replace("|", "")) == 1, mark
        at = text.index(mark.replace("|", "")) + mark.index("|")
        expected.append(f"app.json:1:{at + 1}: {message}")
    return text, expected


@pytest.mark.parametrize(("app", "expected"), cases(FAULTS))
def test_faults_of_app_json(tmp_path: Path, app: str, expected: list[str]) -> None:
    more = {"typed.ts": "", "folder__index.js": "", "deep__er__x.js": ""}
    assert faults(tmp_path, app, **more) == expected


def test_the_fuzzy_position_excludes_the_exact_one(tmp_path: Path) -> None:
    infos = ["startLocationUpdate", "getFuzzyLocation"]
    told = faults(tmp_path, {"requiredPrivateInfos": infos, **APP})
    exact = (
        "'getLocation'、'onLocationChange'、'startLocationUpdate'、'startLocationUpdateBackground'"
    )
    said = f"requiredPrivateInfos 'getFuzzyLocation' 与 {exact} 互斥; expected either of the two"
    assert told == [f"app.json:1:50: {said}"]


def test_faults_name_lines_too(tmp_path: Path) -> None:
    told = faults(tmp_path, '{"pages": [\n  "a", // 甲\n  "b",\n  "a",\n]}')
    assert told == ['app.json:4:3: page "a" is given twice; first at app.json:2:3']


def test_app_json_that_is_no_json(tmp_path: Path) -> None:
    assert faults(tmp_path, "") == ["app.json:1:1: empty; expected JSON"]
    told = faults(tmp_path, '{\n  "pages" ["a"]\n}')
    assert told == ['app.json:2:11: expected ":", found "["']


def test_the_first_fault_is_the_message_with_the_number_of_the_others(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        project(tmp_path, {"pages": ["a", "x", "y", "z"]})
    first = 'app.json:1:17: page "x" has no file x.js; expected that file'
    assert str(caught.value) == f"{first} (and 2 more)"


def test_very_many_faults_are_not_told_one_by_one(tmp_path: Path) -> None:
    pages = [f"p{number}" for number in range(10_000)]
    with pytest.raises(ProjectError) as caught:
        project(tmp_path, {"pages": pages, "entryPagePath": 1})
    assert len(caught.value.faults) == 12
    assert caught.value.faults[10].endswith(": entryPagePath is 1; expected a string")
    assert caught.value.faults[11] == "app.json: 9990 more pages without a .js file"
    assert str(caught.value).endswith("expected that file (and 10000 more)")


def test_values_of_a_hostile_file_do_not_reach_the_terminal(tmp_path: Path) -> None:
    text = '{"pages": ["\\u001b[31m\\n\u202e%s", "\\ud800"]}' % ("x" * 1_000_000)
    first, second = faults(tmp_path, text)
    assert first.startswith('app.json:1:12: pages[0] "\\x1b[31m \\u202exxx')
    assert first.endswith(' more characters)" leaves the package; expected a path in it')
    assert len(first) < 250
    assert second.endswith(': page "\\ud800" has no file \\ud800.js; expected that file')


NOTES = r"""
{"pages": ["a"], "usingComponents": {"x": "./comps/x", "y": "plugin://p/y", "z": "ext://z"}}
|"./comps/x"
usingComponents.x "./comps/x" is no component in the package; expected its path
|"plugin://p/y"
usingComponents.y "plugin://p/y" has an unknown plugin; expected one of app.json's

{"pages":["a","b"],"tabBar":{"list":[{"pagePath":"a","iconPath":"/x.png"},{"pagePath":"b"}]}}
|"/x.png"
tabBar.list[0].iconPath "/x.png" is no file in the package; expected a picture

{"pages":["a","b"],"tabBar":{"list":[{"pagePath":"a","selectedIconPath":"b.js"},{"pagePath":"b"}]}}

{"pages": ["a"], "requiredBackgroundModes": ["audio", "video"]}
|"video"
requiredBackgroundModes[1] "video" is unknown; expected one of audio, location, bluetooth

{"pages": ["a"], "workers": "work"}
|"work"
workers "work" is no folder in the package; expected one
"""


@pytest.mark.parametrize(("app", "expected"), cases(NOTES))
def test_notes(tmp_path: Path, app: str, expected: list[str]) -> None:
    assert list(project(tmp_path, app).notes) == expected


def test_a_private_info_that_is_unknown_is_noted(tmp_path: Path) -> None:
    (note,) = project(tmp_path, {**APP, "requiredPrivateInfos": ["getlocation"]}).notes
    said = 'app.json:1:48: requiredPrivateInfos[0] "getlocation" is unknown; expected one of '
    assert note.startswith(f"{said}getFuzzyLocation, getLocation, ")


def test_very_many_notes_are_not_told_one_by_one(tmp_path: Path) -> None:
    components = {f"c{number}": "none" for number in range(100)}
    notes = project(tmp_path, {**APP, "usingComponents": components}).notes
    assert len(notes) == 11
    assert notes[-1] == "app.json: 90 more unknown components"


def test_the_config_of_a_page(tmp_path: Path) -> None:
    configs = {"a.json": '{"navigationBarTitleText": "甲",}', "sub__x.js": ""}
    opened = project(tmp_path, APP, **configs)
    assert opened.page_config("a") == {"navigationBarTitleText": "甲"}
    assert opened.page_config("b") == {}
    assert opened.page_config("../a") == {}
    assert opened.page_config("a") is opened.page_config("a")


def test_components_of_a_page_are_looked_up_from_it(tmp_path: Path) -> None:
    components = {"c": "./c", "d": "d", "root": "/a", "none": "../none", "p": "plugin://p/x"}
    app = {**APP, "plugins": {"p": {}}}
    opened = project(tmp_path, app, **{"sub__e.json": {"usingComponents": components}})
    assert not opened.notes
    assert opened.page_config("sub/e")["usingComponents"] == components
    opened.page_config("sub/e")
    said = "is no component in the package; expected its path"
    assert opened.notes == (f'sub/e.json:1:66: usingComponents.none "../none" {said}',)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("", ["a.json:1:1: empty; expected JSON"]),
        ("[]", ["a.json:1:1: a list; expected an object with curly brackets"]),
        (
            {"component": "yes", "usingComponents": {"x": None}},
            [
                'a.json:1:15: component is "yes"; expected true or false',
                "a.json:1:47: usingComponents.x is null; expected a string",
            ],
        ),
        (
            '{"x": "' + "x" * 2 * 1024 * 1024 + '"}',
            ["a.json: larger than 2 MB, the most that a JSON file may be"],
        ),
    ],
)
def test_faults_of_a_page(tmp_path: Path, page: Any, expected: list[str]) -> None:
    with pytest.raises(ProjectError) as caught:
        project(tmp_path, APP, **{"a.json": page})
    assert list(caught.value.faults) == expected


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({}, NO_APP),
        ({"mp/app.json": APP}, "no app.json; there is mp/app.json: name that folder"),
        (
            {"mp/project.config.json": {}},
            "no app.json; there is mp/project.config.json: name that folder",
        ),
        ({"node_modules/app.json": APP}, NO_APP),
        ({"game.json": {}}, "a mini game (game.json); expected a mini program (app.json)"),
        (
            {"project.config.json": {"miniprogramRoot": "dist/"}, "dist/x.js": ""},
            "no dist/app.json; expected it there by the miniprogramRoot of project.config.json",
        ),
    ],
)  # fmt: skip
def test_a_folder_without_app_json(tmp_path: Path, files: dict[str, Any], expected: str) -> None:
    with pytest.raises(ProjectError) as caught:
        Project.open(write(tmp_path, files))
    assert str(caught.value) == f"{tmp_path}: {expected}"


def test_what_is_no_folder(tmp_path: Path) -> None:
    write(tmp_path, {"app.json": APP})
    for name, expected in {
        "none": "no such folder",
        "app.json": "a file; expected the folder of a mini program",
        "x" * 5000: "no such folder",
    }.items():
        with pytest.raises(ProjectError) as caught:
            Project.open(tmp_path / name)
        assert str(caught.value) == f"{tmp_path / name}: {expected}"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("{", "1:2: expected a name in double quotes, found the end of the file"),
        ("[]", "1:1: a list; expected an object with curly brackets"),
        ({"appid": 1}, "1:11: appid is 1; expected a string"),
        ({"setting": []}, "1:13: setting is a list; expected an object"),
    ],
)
def test_faults_of_project_config_json(tmp_path: Path, content: Any, expected: str) -> None:
    told = faults(tmp_path, APP, **{"project.config.json": content})
    assert told == [f"project.config.json:{expected}"]


@pytest.mark.parametrize(
    ("root", "wrong"),
    [
        ("..", "leaves the folder of the project"),
        ("mp/../..", "leaves the folder of the project"),
        ("/mp", "leaves the folder of the project"),
        ("C:/mp", "leaves the folder of the project"),
        ("dist", "is no folder in the project"),
        ("a.js", "is no folder in the project"),
    ],
)
def test_a_root_that_is_no_folder_of_the_project(tmp_path: Path, root: str, wrong: str) -> None:
    told = faults(tmp_path, APP, **{"project.config.json": {"miniprogramRoot": root}})
    said = f'miniprogramRoot "{root}" {wrong}; expected the folder of app.json'
    assert told == [f"project.config.json:1:21: {said}"]


def test_links_do_not_lead_out_of_the_project(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"app.json": APP, "a.js": "", "b.js": ""})
    inside = write(
        tmp_path / "inside",
        {"project.config.json": {"miniprogramRoot": "mp"}, "x/y.js": ""},
    )
    try:
        (inside / "mp").symlink_to(outside, target_is_directory=True)
    except OSError:
        pytest.skip("no links on this system")
    with pytest.raises(ProjectError, match='miniprogramRoot "mp" is no folder in the project'):
        Project.open(inside)
    (inside / "project.config.json").unlink()
    (inside / "app.json").symlink_to(outside / "app.json")
    with pytest.raises(ProjectError) as caught:
        Project.open(inside)
    assert str(caught.value) == "app.json: a link that leads to no file in the package"


def test_a_loop_of_links_does_no_harm(tmp_path: Path) -> None:
    write(tmp_path, {"app.json": {"pages": ["a", "self/self/a", "loop/a"]}, "a.js": ""})
    try:
        (tmp_path / "self").symlink_to(".", target_is_directory=True)
        (tmp_path / "loop").symlink_to("loop")
    except OSError:
        pytest.skip("no links on this system")
    with pytest.raises(ProjectError) as caught:
        Project.open(tmp_path)
    expected = 'app.json:1:32: page "loop/a" has no file loop/a.js; expected that file'
    assert str(caught.value) == expected


SCALARS = st.none() | st.booleans() | st.integers() | st.text(max_size=5)
WORDS = st.sampled_from(
    ["a", "b", "sub", "sub/", "c", "../a", "/a", "self", "loop", "audio", "x/y"]
)
KEYS = st.sampled_from(["root", "pages", "list", "pagePath", "path", "desc", "iconPath", "entry"])
ANYTHING = st.recursive(
    SCALARS | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | WORDS, inner, max_size=4),
    max_leaves=12,
)
TOP_KEYS = sorted({pattern.split(".")[0] for pattern in config._APP})


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(TOP_KEYS), ANYTHING), st.booleans())
def test_whatever_app_json_holds_is_opened_or_told(
    tmp_path: Path, app: dict[str, Any], has_pages: bool
) -> None:
    try:
        opened = project(tmp_path, app | {"pages": ["a"]} if has_pages else app)
        opened.page_config("a")
        said = opened.notes
        assert opened.entry in opened.pages
    except ProjectError as error:
        said = error.faults
    assert all(text.startswith("app.json:") and text == line(text, 10_000) for text in said)


def test_ten_thousand_pages_are_opened(tmp_path: Path) -> None:
    pages = [f"p{number}" for number in range(10_000)]
    (tmp_path / "pages").mkdir()
    for page in pages:
        (tmp_path / f"pages/{page}.js").touch()
    app = {"pages": [f"pages/{page}" for page in pages]}
    assert len(Project.open(write(tmp_path, {"app.json": app})).pages) == 10_000
