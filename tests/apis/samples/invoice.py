"""Samples of jshost/apis/invoice.py."""

from __future__ import annotations

from .sample import Sample

SAMPLES = {
    "chooseInvoiceTitle": Sample(scope="scope.invoiceTitle", gated_at="2.12.0"),
}
