"""加密: the user's key, and random values of the same object."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

import pytest

from .calls import Play

KEY = """wx.getUserCryptoManager().getLatestUserKey({ success(r) {
    say([r.errMsg, r.encryptKey, r.iv, r.version, r.expireTime - Math.floor(Date.now() / 1000)]);
} });"""


def test_the_key_is_the_one_that_the_server_is_given(play: Play, heard: Any) -> None:
    host = play(KEY)
    ((message, key, iv, version, left),) = heard(host)
    (kept,) = host.phone.backend.user_keys
    assert message == "getLatestUserKey:ok"
    assert (key, iv, version) == (kept.encrypt_key, kept.iv, kept.version)
    assert (len(b64decode(key)), len(iv), version, left) == (16, 16, 1, 3600)


def test_it_holds_for_an_hour(play: Play, heard: Any) -> None:
    again = (
        f"{KEY} setTimeout(() => {{ {KEY} }}, 3_599_000); setTimeout(() => {{ {KEY} }}, 3_600_000);"
    )
    host = play(again)
    keys = [key for _, key, _, _, _ in heard(host)]
    assert keys[0] == keys[1] != keys[2]
    assert [said[3] for said in heard(host)] == [1, 1, 2]
    assert [key.encrypt_key for key in host.phone.backend.user_keys] == keys[1:]


def test_the_servers_know_the_last_three(play: Play) -> None:
    later = "".join(f"setTimeout(() => {{ {KEY} }}, {i} * 3_600_000);" for i in range(5))
    assert [key.version for key in play(later).phone.backend.user_keys] == [3, 4, 5]


def test_it_repeats_with_the_virtual_clock(play: Play, heard: Any) -> None:
    assert heard(play(KEY)) == heard(play(KEY))


@pytest.mark.parametrize("method", ["getLatestUserKey()", "getRandomValues({ length: 1 })"])
def test_no_promise(play: Play, heard: Any, method: str) -> None:
    assert heard(play(f"say(wx.getUserCryptoManager().{method});")) == ["undefined"]


def test_random_values(play: Play, heard: Any) -> None:
    host = play("""wx.getUserCryptoManager().getRandomValues({ length: 6, complete(r) {
        say([r.errMsg, r.randomValues.byteLength]);
    } });""")
    assert heard(host) == [["getRandomValues:ok", 6]]


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ("length: 0", "invalid random value length"),
        ("length: 1048577", "invalid random value length"),
        ("", "parameter error: parameter.length should be Number instead of Undefined;"),
        ("length: '6'", "parameter error: parameter.length should be Number instead of String;"),
    ],
)
def test_random_values_that_cannot_be(play: Play, heard: Any, options: str, text: str) -> None:
    made = f"{{ {options}{',' if options else ''} fail(r) {{ say(r.errMsg); }} }}"
    host = play(f"wx.getUserCryptoManager().getRandomValues({made});")
    assert heard(host) == [f"getRandomValues:fail {text}"]
