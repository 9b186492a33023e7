"""滚动: where in the page its user is."""

from __future__ import annotations

from jshost.call import Call, Pending, ShownPage
from jshost.differences.scroll import MAX_DURATION, NO_VIEW, SELECTOR_SINCE
from jshost.errors import ApiError
from jshost.registry import Family

wx = Family("ui/scroll", kind="simulated")


@wx.api("pageScrollTo", since="1.4.0")
def page_scroll_to(
    call: Call,
    *,
    scrollTop: float | None = None,
    duration: float = 300,
    selector: str | None = None,
    offsetTop: float | None = None,
) -> Pending:
    """Scroll the page to `scrollTop` (CSS pixels). It gets there, and hears of it, after `duration`
    milliseconds, and so does whoever called (I). How long the page is nobody knows: it may be
    scrolled beyond its end. `selector`, and `offsetTop` with it, take a view layer. Told no place
    to go, the page stays where it is (I).
    """
    if scrollTop is None and selector is not None and call.platform.has(SELECTOR_SINCE):
        raise ApiError(NO_VIEW)
    pending = Pending()

    def start(page: ShownPage) -> None:
        call.app.scheduler.post(lambda: arrive(page), min(max(duration, 0), MAX_DURATION))

    def arrive(page: ShownPage) -> None:
        try:
            if scrollTop is not None:
                call.program.scroll(page, max(scrollTop, 0))
            pending.settle(None)
        except ApiError as error:
            pending.settle(error)

    call.on_page(start).then(lambda error: pending.settle(error) if error else None)
    return pending
