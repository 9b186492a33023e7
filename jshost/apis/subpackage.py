"""分包加载: loading a package of the program before it is needed."""

from __future__ import annotations

from types import MappingProxyType

from jshost.call import App, Call
from jshost.differences.subpackage import NO_WORKERS
from jshost.errors import ApiError
from jshost.registry import Family, Manager

wx = Family("base/subpackage", kind="simulated")


class PreDownloadSubpackageTask(Manager):
    """A package that is being loaded."""

    object = "PreDownloadSubpackageTask"
    events = MappingProxyType({"onProgressUpdate": "2.27.3"})

    def __init__(self, app: App) -> None:
        pass


@wx.api("preDownloadSubpackage", since="2.27.3", task=PreDownloadSubpackageTask)
def pre_download_subpackage(call: Call, *, packageType: str) -> None:
    """Load the package of workers (the only type that there is, D), from which worker threads can
    be started then: all of it at once, as it is here already. Where app.json has workers in the
    main package there is nothing to load (I).
    """
    project = call.program.project
    if packageType != "workers":
        raise ApiError(f'parameter error: invalid packageType "{packageType}"')
    if project is None or project.workers is None:
        raise ApiError(NO_WORKERS)
    if project.workers_apart:
        size = project.package.size(project.workers)
        call.phone.subpackages.add(project.workers)
        call.tell({"root": project.workers, "size": size})
        progress = {"progress": 100, "totalBytesWritten": size, "totalBytesExpectedToWrite": size}
        call.app.emit(call.task.event("onProgressUpdate"), progress)
