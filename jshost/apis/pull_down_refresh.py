"""下拉刷新: the page that is shown, pulled down by its program."""

from __future__ import annotations

from jshost.call import Call, Pending, ShownPage
from jshost.registry import Family

wx = Family("ui/pull-down-refresh", kind="simulated")


@wx.api("startPullDownRefresh", since="1.5.0")
def start_pull_down_refresh(call: Call) -> Pending:
    """Pull the page down as its user does (D), so that its onPullDownRefresh runs. On a page
    without `enablePullDownRefresh` it does the same; one that is pulled down stays so (I).
    """
    return call.on_page(lambda page: call.program.start_refresh())


@wx.api("stopPullDownRefresh", since="1.5.0")
def stop_pull_down_refresh(call: Call) -> Pending:
    """Have the page go back to its place; one that is there stays so (I)."""

    def stop(page: ShownPage) -> None:
        page.look.refreshing = False

    return call.on_page(stop)
