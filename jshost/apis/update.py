"""更新: whether there is a newer version of the program."""

from __future__ import annotations

from types import MappingProxyType

from jshost.call import App, Call, Pending
from jshost.errors import ApiError
from jshost.registry import Family, Manager, command
from jshost.user.port import Alternatives

wx = Family("base/update", kind="simulated")


class UpdateManager(Manager):
    """Tells what the scenario's `update` says: there is none, one that is ready, or one that cannot
    be loaded. It is told once the program listens, as the platform checks when it is started.
    """

    object = "UpdateManager"
    events = MappingProxyType(
        {"onCheckForUpdate": "1.9.90", "onUpdateReady": "1.9.90", "onUpdateFailed": "1.9.90"}
    )

    def __init__(self, app: App) -> None:
        self._app = app
        self._told: set[str] = set()

    def listened(self, event: str) -> None:
        found = self._app.phone.scenario.update
        happens = {
            "onCheckForUpdate": True,
            "onUpdateReady": found == "ready",
            "onUpdateFailed": found == "failed",
        }
        if happens[event] and event not in self._told:
            self._told.add(event)
            detail = {"hasUpdate": found != "none"} if event == "onCheckForUpdate" else {}
            self._app.emit(self.event(event), detail)

    @command(since="1.9.90")
    def applyUpdate(self, call: Call) -> None:
        """Start the new version. What follows is another run: here it is only noted.

        Where there is none, programs are told nothing; it stands in the console (R).
        """
        ready = call.phone.scenario.update == "ready"
        call.tell({"errMsg": f"applyUpdate:{'ok' if ready else 'fail update is not ready'}"})


wx.manager("getUpdateManager", UpdateManager, since="1.9.90")


@wx.api("updateWeChatApp", since="2.12.0", asks=Alternatives("ok", "cancel", ("ok", "cancel")))
def update_we_chat_app(call: Call) -> Pending:
    """Show the page on which the user can update WeChat. That ends the program, and is another run:
    here WeChat stays what it is; a user who does not want to makes it fail (I).
    """

    def answered(choice: str) -> None:
        if choice == "cancel":
            raise ApiError("fail cancel")

    return call.ask("更新微信", answered, labels=("更新", "取消"))
