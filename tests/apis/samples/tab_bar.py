"""Samples of jshost/apis/tab_bar.py."""

from __future__ import annotations

from .sample import INDEX, TAB_FIRST, Sample

SAMPLES = {
    "setTabBarBadge": Sample("index: 1, text: '7'", TAB_FIRST, file=INDEX),
    "removeTabBarBadge": Sample("index: 1", TAB_FIRST, file=INDEX),
    "showTabBarRedDot": Sample("index: 1", TAB_FIRST, file=INDEX),
    "hideTabBarRedDot": Sample("index: 1", TAB_FIRST, file=INDEX),
    "setTabBarStyle": Sample("color: '#112233'", TAB_FIRST, file=INDEX),
    "setTabBarItem": Sample("index: 1, text: 'me'", TAB_FIRST, file=INDEX),
    "showTabBar": Sample("", TAB_FIRST, file=INDEX),
    "hideTabBar": Sample("", TAB_FIRST, file=INDEX),
}
