"""Where decisions are kept: in memory for one run, or in the state database."""

from __future__ import annotations

from typing import Literal, Protocol

Decision = Literal["granted", "denied"]


class Rows(Protocol):
    """A database that runs one statement at a time (jshost.database has one)."""

    def rows(self, sql: str, *parameters: object) -> list[tuple[object, ...]]:
        """Run one statement and return its rows."""
        ...


class Grants(Protocol):
    """The decisions of one mini program: a scope that was never decided is absent."""

    def get(self, scope: str) -> Decision | None:
        """Return the decision on one scope."""
        ...

    def all(self) -> dict[str, Decision]:
        """Return every decision, by scope."""
        ...

    def put(self, scope: str, decision: Decision) -> None:
        """Record a decision; it is durable when this returns."""
        ...

    def forget(self, scope: str | None = None) -> None:
        """Forget the decision on one scope, or all of them."""
        ...


class MemoryGrants:
    """Decisions that end with the run."""

    def __init__(self) -> None:
        self._decisions: dict[str, Decision] = {}

    def get(self, scope: str) -> Decision | None:
        return self._decisions.get(scope)

    def all(self) -> dict[str, Decision]:
        return dict(sorted(self._decisions.items()))

    def put(self, scope: str, decision: Decision) -> None:
        self._decisions[scope] = decision

    def forget(self, scope: str | None = None) -> None:
        if scope is None:
            self._decisions.clear()
        else:
            self._decisions.pop(scope, None)


class StoredGrants:
    """Decisions in the state database. Each one is read anew: another process may have changed
    it.
    """

    def __init__(self, database: Rows, app_id: str) -> None:
        self._database = database
        self._app_id = app_id

    def get(self, scope: str) -> Decision | None:
        return self.all().get(scope)

    def all(self) -> dict[str, Decision]:
        rows = self._database.rows(
            "SELECT scope, state FROM grants WHERE app_id = ? ORDER BY scope", self._app_id
        )
        return {str(scope): "granted" if state == "granted" else "denied" for scope, state in rows}

    def put(self, scope: str, decision: Decision) -> None:
        self._database.rows(
            "INSERT OR REPLACE INTO grants VALUES (?, ?, ?)", self._app_id, scope, decision
        )

    def forget(self, scope: str | None = None) -> None:
        self._database.rows(
            "DELETE FROM grants WHERE app_id = ? AND scope = ifnull(?, scope)", self._app_id, scope
        )
