"""A session's report for other programs: JSON, and JUnit's XML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from jshost.doctest.session import FAILING, Checked, Report, Result

# What XML 1.0 cannot hold.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_json(report: Report) -> str:
    """Return a list with an object for each block, as JSON text."""
    return json.dumps([_block(result) for result in report.results], ensure_ascii=False, indent=2)


def _block(result: Result) -> dict[str, Any]:
    block = result.block
    return {
        "file": block.file,
        "heading": " > ".join(block.heading),
        "ordinal": block.ordinal,
        "line": block.line,
        "kind": result.kind.name,
        "needs": list(result.kind.needs),
        "outcome": result.outcome,
        "broken": result.broken,
        "skipped": block.skip,
        "findings": [finding.asdict() for finding in result.all_findings()],
        "runs": [_run(checked) for checked in result.runs],
    }


def _run(checked: Checked) -> dict[str, Any]:
    run = checked.run
    return {
        "scenario": run.situation,
        "base_library": run.base_library,
        "outcome": checked.outcome,
        "prompts": [{"scope": p.scope, "api": p.api, "decision": p.decision} for p in run.prompts],
        "calls": [call.api for call in run.calls],
        "errors": [{"where": e.where, "message": e.message} for e in run.errors],
        "stopped": run.stopped,
        "trace": list(run.lines),
        "difference": list(checked.difference),
    }


def as_junit(report: Report) -> str:
    """Return a test suite for each page and a test case for each run, as JUnit's XML."""
    from xml.etree.ElementTree import Element, SubElement, tostring

    root = Element("testsuites", name="jshost doctest")
    suites: dict[str, Element] = {}
    for result in report.results:
        for name, checked in _cases(result):
            file = _xml(result.block.file)
            suite = suites.get(file)
            if suite is None:
                suite = suites[file] = SubElement(root, "testsuite", name=file)
            case = SubElement(
                suite, "testcase", name=_xml(name), classname=file, line=str(result.block.line)
            )
            _tell(case, result, checked)
    for suite in suites.values():
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
        suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, "unicode") + "\n"


def _cases(result: Result) -> Iterator[tuple[str, Checked | None]]:
    if not result.outcome:
        return
    if not result.runs:
        yield result.name, None
    for checked in result.runs:
        yield f"{result.name} [{checked.run.label}]", checked


def _tell(case: Any, result: Result, checked: Checked | None) -> None:
    from xml.etree.ElementTree import SubElement

    outcome = checked.outcome if checked else result.outcome
    if outcome in FAILING:
        failure = SubElement(case, "failure", message=_xml(outcome))
        failure.text = _xml("\n".join(told(result, checked)))
    elif outcome != "ok":
        reason = result.broken or result.block.skip or outcome
        SubElement(case, "skipped", message=_xml(reason))


def told(result: Result, checked: Checked | None) -> list[str]:
    """Return what is to be said of a run, or of a block that could not be run, as lines."""
    findings = (*result.findings, *(checked.findings if checked else ()))
    lines = [
        f"{result.block.file}:{finding.line or result.block.line}: {finding.message}"
        for finding in findings
    ]
    if checked is None:
        return lines
    if checked.outcome == "new":
        lines.append("nothing is expected of it yet; --update writes what it does")
    if checked.outcome == "fixed":
        lines.append(f"known to be broken ({result.broken}), but it is not any more")
    return [*lines, *(checked.difference or checked.run.lines)]


def _xml(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
