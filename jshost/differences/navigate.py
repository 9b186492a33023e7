"""Going to other programs, and back."""

from __future__ import annotations

CONFIRMED_SINCE = "2.3.0"
"""From this base library on the user has to have tapped, and is asked (D)."""
LISTED = ("2.4.0", "2.11.0")
"""From the first base library on app.json had to name the programs (D), until this was given up (A
2020-04-24, version I).
"""
NOT_LISTED = 'fail appId "{app_id}" is not in navigateToMiniProgramAppIdList'
"""D, exact."""
NO_APP = "fail invalid appid"
"""For a call that names no program (F)."""
NOBODY_TO_GO_BACK_TO = "fail not MiniProgram can navigate back"
"""For wx.navigateBackMiniProgram in a program that no other one has opened (F, exact)."""
NO_REFERRER = "fail no referrer"
"""For a message to the program that opened this one, where there is none (D, "no referrer")."""
OPENED_BY_OTHERS = (1037, 1038)
"""The scenes of a program that another one has opened, or has come back to (D)."""
LEFT, OPENED_ANOTHER = 0, 1
"""Why a program is hidden, as its onHide is told (D)."""
