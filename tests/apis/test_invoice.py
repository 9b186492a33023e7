"""获取发票抬头: wx.chooseInvoiceTitle."""

from __future__ import annotations

import pytest

from jshost import Scenario
from jshost.world.scenario import InvoiceTitle

from .calls import CallApi, Play

OLD = "2.12.0"
"""A base library in which the API asks for its scope."""


@pytest.mark.parametrize("library", [OLD, None])
def test_choose_invoice_title(call: CallApi, library: str | None) -> None:
    scenario = Scenario(invoice_title=InvoiceTitle(type=1, title="李四", taxNumber=""))
    outcome, result = call("chooseInvoiceTitle", scenario=scenario, base_library=library)
    assert outcome == "success"
    assert result == {
        "type": 1,
        "title": "李四",
        "taxNumber": "",
        "companyAddress": "广州市海珠区新港中路397号",
        "telephone": "020-81167888",
        "bankName": "招商银行广州分行",
        "bankAccount": "1209 0928 2210 301",
        "errMsg": "chooseInvoiceTitle:ok",
    }


def test_choose_invoice_title_cancelled(call: CallApi) -> None:
    assert call("chooseInvoiceTitle", answers={"chooseInvoiceTitle": "cancel"}) == (
        "fail",
        {"errMsg": "chooseInvoiceTitle:fail cancel"},
    )


def test_choose_invoice_title_refused_shows_no_title(play: Play) -> None:
    host = play("wx.chooseInvoiceTitle();", base_library=OLD, deny=["scope.invoiceTitle"])
    assert host.choices == []
