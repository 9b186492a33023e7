"""A person at a terminal: what is shown, and what typed lines mean."""

from __future__ import annotations

import io

import pytest

from jshost.user.port import AUTHORIZE, Alternatives, Choice, Question, Switch
from jshost.user.terminal import TerminalUser

RECORD = Question(
    "authorize",
    "scope.record",
    AUTHORIZE,
    "demo 申请获得以下权限",
    ("使用你的麦克风", "scope.record, asked by wx.authorize"),
    ("允许", "拒绝", "dismiss"),
)
BUTTONS = ("confirm", "cancel")


def modal(*labels: str, free: str = "", title: str = "t", lines: tuple[str, ...] = ()) -> Question:
    """Return the question of wx.showModal."""
    values = BUTTONS[: len(labels)]
    alternatives = Alternatives("confirm", values[-1], values, free)
    return Question("showModal", "showModal", alternatives, title, lines, labels)


def sheet(*items: str) -> Question:
    """Return the question of wx.showActionSheet."""
    indices = tuple(str(index) for index in range(len(items)))
    alternatives = Alternatives("0", "cancel", (*indices, "cancel"))
    return Question("showActionSheet", "showActionSheet", alternatives, "t", (), (*items, "取消"))


def page(*switches: Switch) -> Question:
    """Return the question of wx.openSetting."""
    alternatives = Alternatives("leave", "leave", ("leave",), "settings")
    return Question("openSetting", "openSetting", alternatives, "t", (), ("leave",), switches)


def files(*names: str, most: int) -> Question:
    """Return the question of wx.chooseImage."""
    values = (*map(str, range(len(names))), "cancel")
    alternatives = Alternatives("0,1", "cancel", values, most=most)
    return Question("chooseImage", "chooseImage", alternatives, "t", (), (*names, "取消"))


SWITCHES = (Switch("scope.record", "麦克风", False), Switch("scope.camera", "摄像头", True))


def ask(question: Question, typed: str, *, color: bool = False) -> tuple[str | None, str]:
    """Return what a person who types this chooses, and what they saw."""
    output = io.StringIO()
    choice = TerminalUser(io.StringIO(typed), output, color=color).choose(question)
    assert choice is None or choice == Choice(choice.value, "terminal")
    return choice and choice.value, output.getvalue()


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("a", "allow"),
        ("A", "allow"),
        ("  a\t", "allow"),
        ("allow", "allow"),
        ("ALLOW", "allow"),
        ("允许", "allow"),
        ("y", "allow"),
        ("d", "deny"),
        ("deny", "deny"),
        ("拒绝", "deny"),
        ("n", "deny"),
        ("x", "dismiss"),
        ("dismiss", "dismiss"),
        ("a\r", "allow"),
    ],
)
def test_authorize(typed: str, value: str) -> None:
    assert ask(RECORD, f"{typed}\n")[0] == value


@pytest.mark.parametrize(
    "typed", ["", " ", "aa", "allo", "a d", "yes", "1", "允许 ", "\x1b[A", "a\x00"]
)
def test_what_is_no_answer_is_asked_again(typed: str) -> None:
    # A label counts when the line is nothing else; spaces around it are ignored.
    value, shown = ask(RECORD, f"{typed}\nd\n")
    assert value == ("allow" if typed == "允许 " else "deny")
    assert shown.count("please answer with a, d or x") == (typed != "允许 ")


def test_three_tries() -> None:
    value, shown = ask(RECORD, "1\n2\n3\na\n")
    assert value is None
    assert (shown.count("▸ "), shown.count("please answer with")) == (3, 2)
    assert shown.endswith("no answer after three tries\n")


@pytest.mark.parametrize("typed", ["", "what\n"])
def test_end_of_input(typed: str) -> None:
    value, shown = ask(RECORD, typed)
    assert value is None
    assert shown.endswith("\n")


def test_last_line_need_not_end() -> None:
    assert ask(RECORD, "a")[0] == "allow"


def test_dialog() -> None:
    assert ask(RECORD, "a\n")[1] == (
        "\n┃ demo 申请获得以下权限\n┃   使用你的麦克风\n┃   scope.record, asked by wx.authorize\n"
        "┃  a  允许    d  拒绝    x  dismiss\n┃ ▸ "
    )


@pytest.mark.parametrize("color", [True, False])
def test_colors_only_where_wanted(color: bool) -> None:
    shown = ask(RECORD, "what\na\n", color=color)[1] + ask(page(*SWITCHES), "\n", color=color)[1]
    assert ("\x1b[" in shown) is color
    assert shown.count("\x1b[") == 2 * shown.count("\x1b[0m")


@pytest.mark.parametrize(
    ("labels", "typed", "value"),
    [
        (("确定", "取消"), "y", "confirm"),
        (("确定", "取消"), "n", "cancel"),
        (("确定", "取消"), "取消", "cancel"),
        (("确定", "取消"), "CONFIRM", "confirm"),
        (("OK",), "y", "confirm"),
        (("OK",), "n", None),
        (("allow", "deny"), "deny", "cancel"),
    ],
)
def test_modal(labels: tuple[str, ...], typed: str, value: str | None) -> None:
    assert ask(modal(*labels), f"{typed}\n")[0] == value


@pytest.mark.parametrize(
    ("question", "typed", "value"),
    [
        pytest.param(modal("n", "y"), "n", "cancel"),
        pytest.param(modal("n", "y"), "y", "confirm"),
        pytest.param(modal("cancel", "confirm"), "cancel", "cancel"),
        pytest.param(sheet("1", "2", "3"), "1", "1"),
        pytest.param(sheet("1", "2", "3"), "0", "0"),
        pytest.param(sheet("n"), "n", "cancel"),
    ],
)
def test_keys_that_are_shown_mean_what_they_stand_beside(
    question: Question, typed: str, value: str
) -> None:
    assert ask(question, f"{typed}\n")[0] == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("y\nhello\n", "confirm=hello"),
        ("y\n\n", "confirm="),
        ("y\n", "confirm="),
        ("y\n  a b \n", "confirm=  a b "),
        ("n\n", "cancel"),
    ],
)
def test_modal_with_text(typed: str, value: str) -> None:
    assert ask(modal("确定", "取消", free="text"), typed)[0] == value


@pytest.mark.parametrize(
    ("typed", "value"), [("0", "0"), ("1", "1"), ("b", "1"), ("n", "cancel"), ("2", None)]
)
def test_action_sheet(typed: str, value: str | None) -> None:
    assert ask(sheet("a", "b"), f"{typed}\n")[0] == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("", "leave"),
        ("0", "+scope.record"),
        ("1", "-scope.camera"),
        ("0 1", "+scope.record,-scope.camera"),
        ("1,0", "-scope.camera,+scope.record"),
        ("0 0", "+scope.record"),
        ("2", None),
        ("-1", None),
        ("record", None),
    ],
)
def test_settings_page(typed: str, value: str | None) -> None:
    assert ask(page(*SWITCHES), f"{typed}\n")[0] == value


def test_other_pages_with_switches() -> None:
    names = ("cameraAuthorized", "locationAuthorized")
    alternatives = Alternatives("leave", "leave", ("leave",), "switches", names=names)
    switches = (Switch(names[0], "相机", True), Switch(names[1], "位置", False))
    question = Question("open", "open", alternatives, "t", (), ("leave",), switches)
    assert ask(question, "0 1\n")[0] == "-cameraAuthorized,+locationAuthorized"
    assert ask(question, "\n")[0] == "leave"
    assert "●" in ask(question, "\n")[1]


def test_settings_page_shows_what_is_on() -> None:
    shown = ask(page(*SWITCHES), "\n")[1]
    assert "┃   0 ○ 麦克风  scope.record\n┃   1 ● 摄像头  scope.camera\n" in shown


def test_settings_page_without_switches() -> None:
    value, shown = ask(page(), "\n")
    assert value == "leave"
    assert "switches" not in shown


HOSTILE = "\x1b[2J\x9b1;1H\u202ex\u200b\ufeff\r\n┃ ▸ a\u2028\ud800"


@pytest.mark.parametrize(
    "question",
    [
        modal("确定", title=HOSTILE),
        modal("确定", lines=(HOSTILE,)),
        modal(HOSTILE, "取消"),
        sheet("a", HOSTILE),
    ],
    ids=["title", "line", "label", "item"],
)
def test_guest_text_is_shown_harmless(question: Question) -> None:
    shown = ask(question, "")[1]
    expected = "\\x1b[2J\\x9b1;1H\\u202ex\\u200b\\ufeff\\x0d \\u2503 ▸ a\\u2028\\ud800"
    assert expected in shown
    lines = shown.strip("\n").split("\n")
    assert all(line.startswith("┃ ") for line in lines)
    assert shown.count("┃") == len(lines)


def test_guest_text_is_cut() -> None:
    shown = ask(modal("确定", title="t" * 5000, lines=("l" * 5000,)), "y\n")[1]
    assert max(len(line) for line in shown.split("\n")) < 300


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1", "1"),
        ("b.png", "1"),
        ("2,0", "2,0"),
        (" 2 , 0 ", "2,0"),
        ("0 1", "0,1"),
        ("n", "cancel"),
        ("0,1,2", None),
        ("0,0", None),
        ("0,3", None),
        ("0,n", None),
        ("", None),
    ],
)
def test_several_files(typed: str, value: str | None) -> None:
    assert ask(files("a.png", "b.png", "c.png", most=2), f"{typed}\n")[0] == value
