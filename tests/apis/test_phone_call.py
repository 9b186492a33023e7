"""电话: wx.makePhoneCall."""

from __future__ import annotations

import pytest

from jshost.trace import EventRecord

from .calls import CallApi, Play

CANCELLED = ("fail", {"errMsg": "makePhoneCall:fail cancel"})
OK = ("success", {"errMsg": "makePhoneCall:ok"})


@pytest.mark.parametrize(
    ("answer", "dialect", "outcome"),
    [
        ("confirm", "devtools", OK),
        ("confirm", "ios", OK),
        ("confirm", "android", OK),
        ("cancel", "devtools", CANCELLED),
        ("cancel", "ios", CANCELLED),
        ("cancel", "android", OK),
    ],
)
def test_who_is_asked(call: CallApi, answer: str, dialect: str, outcome: object) -> None:
    found = call("makePhoneCall", answers={"makePhoneCall": answer}, dialect=dialect)
    assert found == outcome


@pytest.mark.parametrize(("answer", "called"), [("confirm", 1), ("cancel", 0)])
def test_calls_are_in_the_trace(play: Play, answer: str, called: int) -> None:
    text = "wx.makePhoneCall({ phoneNumber: '10086', fail() {} });"
    host = play(text, answers={"makePhoneCall": answer})
    found = [record.detail for record in host.trace.of(EventRecord)]
    assert found == [{"phoneNumber": "10086"}] * called
    (choice,) = host.choices
    assert (choice.key, choice.chosen) == ("makePhoneCall", answer)


def test_nobody_to_call(call: CallApi) -> None:
    failed = ("fail", {"errMsg": "makePhoneCall:fail"})
    assert call("makePhoneCall", "phoneNumber: ''") == failed
