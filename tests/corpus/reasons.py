"""What does not work in the corpus, each with the reason. One that explains nothing is a fault."""

from __future__ import annotations

import re
from typing import NamedTuple


class Reason(NamedTuple):
    """`text` is a regular expression for what is reported, `why` is for people."""

    text: str
    why: str

    def explains(self, message: str) -> bool:
        """Return whether a message is the one that is meant."""
        return re.search(self.text, message) is not None


# -- modules that cannot be loaded: by package and path -------------------------------------------

_NO_PROCESS = Reason(
    "ReferenceError: '?process'? is not defined",
    "it picks its build by process.env, which mini programs lack; package.json names another file",
)

MODULES: dict[str, dict[str, Reason]] = {
    "mobx-miniprogram": {"dist/index.js": _NO_PROCESS, "dist/mobx.esm.js": _NO_PROCESS},
}

# -- errors of example apps: by app and page ------------------------------------------------------


def _no_component(member: str) -> tuple[Reason]:
    """Return the reason of pages that use a `member` of what selectComponent finds."""
    why = "there is no view layer yet: selectComponent finds nothing"
    return (Reason(rf"'?{member}'?\)? of null|of null \(reading '{member}'\)", why),)


_COMPONENT_NOT_FOUND = (
    Reason("无法找到对应的组件", "there is no view layer yet: selectComponent finds nothing"),
)

PAGES: dict[str, dict[str, tuple[Reason, ...]]] = {
    "miniprogram-gesture": {},
    "wux-weapp": {
        "pages/app/index": _no_component("useApp"),
        "pages/backdrop/index": _COMPONENT_NOT_FOUND,
        "pages/filterbar/index": (
            Reason(
                r"Uncaught \(in promise\).*showLoading:fail parameter error",
                "it calls wx.showLoading() without the title that is required, as on a phone",
            ),
        ),
        "pages/notice-bar/index": _no_component("resetAnimation"),
        "pages/refresher/index": _COMPONENT_NOT_FOUND,
        "pages/virtual-list/page-scroll": _no_component("render"),
        "pages/virtual-list/scroll-view": _no_component("render"),
    },
}

# -- what libraries do otherwise than in node: by library and probe -------------------------------

_NO_RANDOM = Reason(
    "Native crypto module could not be used",
    "mini programs have no global crypto, and crypto-js 4 takes its random bytes from there",
)

PROBES: dict[str, dict[str, Reason]] = {
    "crypto-js": {"random": _NO_RANDOM, "salted": _NO_RANDOM},
    "dayjs": {
        "inZone": Reason("'?Intl'? is not defined", "time zones are Intl's, which is not there"),
    },
    "lodash": {
        "template": Reason(
            "Code generation from strings disallowed",
            "templates are compiled with Function, which mini programs refuse",
        ),
    },
}
