"""交互反馈: toasts, loading indicators, modal dialogs and action sheets."""

from __future__ import annotations

from typing import Any

import pytest

from jshost import Host
from jshost.errors import InputError, UnansweredError
from jshost.user.port import Choice, Question
from jshost.world.screen import Toast

from .calls import SAY, CallApi, Play
from .samples.sample import INDEX

SAVED = Toast("toast", "saved", "success", False, duration=1500)
WAIT = Toast("loading", "wait", "loading", False)


# -- toasts and loading indicators ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "toast"),
    [
        ("", SAVED),
        ("icon: 'none', mask: true", SAVED.replace(icon="none", mask=True)),
        ("icon: 'error'", SAVED.replace(icon="error")),
        ("icon: 'loading'", SAVED.replace(icon="loading")),
        ("icon: 'nonsense'", SAVED),
        ("image: '/a.png'", SAVED.replace(image="/a.png")),
        ("duration: 1e9", SAVED.replace(duration=1e9)),
    ],
)
def test_show_toast(play: Play, options: str, toast: Toast) -> None:
    host = play(f"wx.showToast({{ title: 'saved', {options} }});")
    assert host.phone.screen.toast == toast


@pytest.mark.parametrize(
    ("options", "milliseconds"),
    [("", 1500), ("duration: 400", 400), ("duration: 10000", 10_000), ("duration: null", 1500)],
)
def test_toast_hides_itself(play: Play, options: str, milliseconds: int) -> None:
    host = play(f"wx.showToast({{ title: 'saved', {options} }});")
    host.advance(milliseconds - 1)
    assert host.phone.screen.toast == SAVED.replace(duration=milliseconds)
    host.advance(1)
    assert host.phone.screen.toast is None


def test_a_run_does_not_wait_for_a_toast(play: Play) -> None:
    host = play("wx.showToast({ title: 'saved', duration: 60000 });")
    assert host.phone.screen.toast == SAVED.replace(duration=60_000)
    assert all(record.t == 0 for record in host.trace)


def test_a_later_toast_keeps_its_own_time(play: Play) -> None:
    host = play("""
        wx.showToast({ title: 'first', duration: 1000 });
        setTimeout(() => wx.showToast({ title: 'saved', duration: 1000 }), 600);
    """)
    host.advance(500)  # 1100: the first one's time is over
    assert host.phone.screen.toast == SAVED.replace(duration=1000)
    host.advance(500)
    assert host.phone.screen.toast is None


def test_an_equal_toast_keeps_its_own_time(play: Play) -> None:
    show = "wx.showToast({ title: 'saved', duration: 1000 });"
    host = play(f"{show} setTimeout(() => {{ {show} }}, 600);")
    host.advance(500)
    assert host.phone.screen.toast == SAVED.replace(duration=1000)


def test_loading_stays(play: Play) -> None:
    host = play("wx.showLoading({ title: 'wait' });")
    host.advance(1_000_000)
    assert host.phone.screen.toast == WAIT


def test_loading_with_a_mask(play: Play) -> None:
    host = play("wx.showLoading({ title: 'wait', mask: true });")
    assert host.phone.screen.toast == Toast("loading", "wait", "loading", True)


@pytest.mark.parametrize(
    ("first", "then", "left"),
    [
        ("showLoading({ title: 'wait' })", "hideLoading()", None),
        ("showToast({ title: 'saved' })", "hideToast()", None),
        ("showLoading({ title: 'wait' })", "hideToast()", None),
        ("showToast({ title: 'saved' })", "hideLoading()", None),
        ("showLoading({ title: 'wait' })", "hideToast({ noConflict: true })", WAIT),
        ("showToast({ title: 'saved' })", "hideLoading({ noConflict: true })", SAVED),
        ("showLoading({ title: 'wait' })", "hideLoading({ noConflict: true })", None),
        ("showLoading({ title: 'wait' })", "showToast({ title: 'saved' })", SAVED),
        ("showToast({ title: 'saved' })", "showLoading({ title: 'wait' })", WAIT),
        ("hideToast()", "hideLoading()", None),
    ],
)
def test_one_place_for_both(play: Play, first: str, then: str, left: Toast | None) -> None:
    host = play(f"wx.{first}; wx.{then};")
    assert host.phone.screen.toast == left
    assert host.errors == []


@pytest.mark.parametrize(("library", "left"), [("2.22.0", None), ("2.22.1", WAIT)])
def test_no_conflict_by_library(play: Play, library: str, left: Toast | None) -> None:
    text = "wx.showLoading({ title: 'wait' }); wx.hideToast({ noConflict: true });"
    assert play(text, base_library=library).phone.screen.toast == left


def test_a_toasts_end_does_not_end_the_loading(play: Play) -> None:
    host = play("wx.showToast({ title: 'saved' }); wx.showLoading({ title: 'wait' });")
    host.advance(5000)
    assert host.phone.screen.toast == WAIT


# -- wx.showModal ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["confirmText", "cancelText"])
@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("复制邀请", True), ("复制邀请码", False), ("confirms", True), ("confirmed", False),
        ("去settin", True), ("去setting", False), ("", True), ("😀😀😀😀", True),
        ("a" * 100_000, False),
    ],
)  # fmt: skip
def test_texts_of_buttons(call: CallApi, name: str, text: str, fits: bool) -> None:
    outcome, result = call("showModal", f"{name}: '{text}'")
    failed = f"showModal:fail {name} length should not larger than 4 Chinese characters"
    assert (outcome, result["errMsg"]) == (
        ("success", "showModal:ok") if fits else ("fail", failed)
    )


class Looks:
    """A user that looks at the screen, and answers nothing."""

    def __init__(self) -> None:
        self.host: Host | None = None
        self.seen: list[Any] = []

    def choose(self, question: Question) -> Choice | None:
        assert self.host is not None
        self.seen.append((question, self.host.phone.screen.question))
        return None


def test_what_is_asked_is_on_the_screen(make_host: Any) -> None:
    user = Looks()
    user.host = host = make_host(user=user)
    host.run_script(
        "wx.showModal({ title: 't' }); wx.showActionSheet({ itemList: ['a'], fail() {} });"
        "wx.authorize({ scope: 'scope.record', fail() {} });",
        "test.js",
    )
    assert [asked.key for asked, _ in user.seen] == ["showModal", "showActionSheet", "scope.record"]
    assert all(asked is shown for asked, shown in user.seen)
    assert host.phone.screen.question is None


CONFIRMED = {"confirm": True, "cancel": False, "content": None, "errMsg": "showModal:ok"}
CANCELLED = {"confirm": False, "cancel": True, "content": None, "errMsg": "showModal:ok"}


@pytest.mark.parametrize(
    ("options", "answer", "result"),
    [
        ("title: 't', content: 'c'", "confirm", CONFIRMED),
        ("title: 't', content: 'c'", "cancel", CANCELLED),
        ("", "confirm", CONFIRMED),
        ("title: 't', showCancel: false", "confirm", CONFIRMED),
        ("title: 't', editable: true", "confirm=某人", {**CONFIRMED, "content": "某人"}),
        ("title: 't', editable: true", "confirm=a=b ", {**CONFIRMED, "content": "a=b "}),
        ("title: 't', editable: true", "confirm=", {**CONFIRMED, "content": ""}),
        ("title: 't', editable: true", "confirm", {**CONFIRMED, "content": ""}),
        ("title: 't', editable: true", "cancel", CANCELLED),
    ],
)
def test_show_modal(call: CallApi, options: str, answer: str, result: dict[str, Any]) -> None:
    assert call("showModal", options, answers={"showModal": answer}) == ("success", result)


@pytest.mark.parametrize(
    ("library", "there"), [("2.0.0", False), ("2.17.0", False), ("2.17.1", True)]
)
def test_show_modal_content_by_library(call: CallApi, library: str, there: bool) -> None:
    _, result = call("showModal", "title: 't', editable: true", base_library=library)
    assert ("content" in result) is there


@pytest.mark.parametrize(
    ("settings", "confirmed"),
    [
        ({"on_prompt": "allow"}, True),
        ({"on_prompt": "deny"}, False),
        ({"on_prompt": "dismiss"}, False),
        ({"on_prompt": None}, False),
    ],
)
def test_show_modal_without_a_scripted_answer(
    call: CallApi, settings: dict[str, Any], confirmed: bool
) -> None:
    _, result = call("showModal", **settings)
    assert result["confirm"] is confirmed


def test_show_modal_with_one_button_can_only_be_confirmed(call: CallApi) -> None:
    _, result = call("showModal", "title: 't', showCancel: false", on_prompt="deny")
    assert result["confirm"] is True


def chosen(host: Host) -> list[tuple[str, list[str], str, str]]:
    """Return the questions of a host, and their answers."""
    return [(c.kind, c.alternatives, c.chosen, c.by) for c in host.choices]


@pytest.mark.parametrize(
    ("options", "alternatives"),
    [
        ("title: 't'", ["confirm", "cancel"]),
        ("title: 't', showCancel: false", ["confirm"]),
        ("title: 't', editable: true", ["confirm", "cancel"]),
    ],
)
def test_show_modal_alternatives(play: Play, options: str, alternatives: list[str]) -> None:
    host = play(f"wx.showModal({{ {options} }});")
    assert chosen(host) == [("showModal", alternatives, "confirm", "default")]


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        ("showCancel: false", "cancel"),
        ("title: 't'", "confirm=text"),
        ("title: 't'", "perhaps"),
        ("editable: true", "cancel=text"),
    ],
)
def test_show_modal_answer_that_does_not_fit(play: Play, options: str, answer: str) -> None:
    host = play("")
    host.user.answer("showModal", answer)
    with pytest.raises(UnansweredError, match="showModal"):
        host.run_script(f"wx.showModal({{ {options} }});", "again.js")


def test_several_answers_are_used_in_order(play: Play, heard: Any) -> None:
    host = play(
        """
        const ask = (left) => wx.showModal({ title: 't', success(r) {
            say(r.confirm);
            if (left) ask(left - 1);
        } });
        ask(3);
        """,
        answers={"showModal": ["cancel", "confirm", "cancel"]},
    )
    assert heard(host) == [False, True, False, False]


# -- wx.showActionSheet ---------------------------------------------------------------------------


@pytest.mark.parametrize("index", [0, 1, 2])
def test_show_action_sheet(call: CallApi, index: int) -> None:
    assert call(
        "showActionSheet", "itemList: ['a', 'b', 'c']", answers={"showActionSheet": str(index)}
    ) == ("success", {"tapIndex": index, "errMsg": "showActionSheet:ok"})


@pytest.mark.parametrize(
    "settings", [{"answers": {"showActionSheet": "cancel"}}, {"on_prompt": "deny"}]
)
def test_show_action_sheet_cancelled(call: CallApi, settings: dict[str, Any]) -> None:
    assert call("showActionSheet", **settings) == (
        "fail",
        {"errMsg": "showActionSheet:fail cancel"},
    )


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ("[]", "parameter error: parameter.itemList should have at least 1 item;"),
        ("Array(7).fill('x')", "parameter error: itemList should not be large than 6"),
        (
            "['a', 5]",
            "parameter error: parameter.itemList[1] should be String instead of Number;",
        ),
        ("[null]", "parameter error: parameter.itemList[0] should be String instead of Null;"),
    ],
)
def test_show_action_sheet_items(play: Play, heard: Any, items: str, text: str) -> None:
    host = play(f"wx.showActionSheet({{ itemList: {items}, fail: say }});")
    assert heard(host) == [{"errMsg": f"showActionSheet:fail {text}"}]
    assert host.choices == []


def test_show_action_sheet_alternatives(play: Play) -> None:
    host = play("wx.showActionSheet({ itemList: ['a', 'b', 'c', 'd', 'e', 'f'] });")
    assert chosen(host) == [
        ("showActionSheet", ["0", "1", "2", "3", "4", "5", "cancel"], "0", "default")
    ]


@pytest.mark.parametrize("index", ["2", "99"])
def test_show_action_sheet_index_out_of_range(play: Play, index: str) -> None:
    host = play("", answers={"showActionSheet": index})
    with pytest.raises(UnansweredError, match=f"'{index}' does not fit showActionSheet"):
        host.run_script("wx.showActionSheet({ itemList: ['a', 'b'] });", "again.js")


# -- asked before leaving -------------------------------------------------------------------------

ASKS = "wx.enableAlertBeforeUnload({ message: 'sure?' });"
DETAIL = "pages/detail/detail.js"


def on_detail(play: Play, text: str = ASKS, **settings: Any) -> Host:
    """Run a program up to its second page."""
    page = f"{SAY}Page({{ onLoad() {{ {text} }}, onUnload() {{ say('closed'); }} }});"
    host = play("", file=INDEX, files={DETAIL: page}, **{"on_prompt": None, **settings})
    host.navigate("/pages/detail/detail")
    return host


@pytest.mark.parametrize(
    ("answer", "route"), [("confirm", "pages/index/index"), ("cancel", "pages/detail/detail")]
)
def test_the_user_is_asked_before_going_back(play: Play, answer: str, route: str) -> None:
    host = on_detail(play, answers={"enableAlertBeforeUnload": answer})
    assert host.page.alert == "sure?"
    host.back()
    assert host.page.route == route
    (choice,) = host.choices
    assert (choice.key, choice.chosen, choice.by) == ("enableAlertBeforeUnload", answer, "script")


def test_whoever_does_not_answer_stays(play: Play, heard: Any) -> None:
    host = on_detail(play)
    host.back()
    assert (host.page.route, heard(host)) == ("pages/detail/detail", [])


@pytest.mark.parametrize(
    "text",
    ["", f"{ASKS} wx.disableAlertBeforeUnload();", "wx.enableAlertBeforeUnload({ fail() {} });"],
)
def test_nothing_is_asked(play: Play, text: str) -> None:
    host = on_detail(play, text)
    host.back()
    assert (host.page.route, host.choices) == ("pages/index/index", [])


def test_a_program_goes_back_without_asking(play: Play) -> None:
    host = on_detail(play, f"{ASKS} setTimeout(() => wx.navigateBack(), 1);")
    host.advance(1)
    assert (host.page.route, host.choices) == ("pages/index/index", [])


def test_the_first_page_cannot_be_left(play: Play) -> None:
    host = play(ASKS, file=INDEX, on_prompt=None)
    with pytest.raises(InputError, match="cannot navigate back at first page"):
        host.back()
    assert host.choices == []
