"""The phone's loudspeaker. Every run has one: what plays in it is imported when something does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from jshost.differences import Dialect
from jshost.world.files import Files

if TYPE_CHECKING:
    from jshost.world.playback import Music, Player, Voice


class Speaker:
    """Who plays, and whether anybody may. `files` and `lengths` are where sounds come from: local
    files, and seconds by address; the `dialect` is which kinds are played.
    """

    def __init__(self, files: Files, lengths: Mapping[str, float], dialect: Dialect) -> None:
        self.files = files
        self.lengths = lengths
        self.dialect = dialect
        self._playing: dict[Player, None] = {}
        self.interrupted = False
        """Whether the phone itself has the sound: a call, an alarm."""
        self.in_background = False
        """Whether the user has left the program."""
        self.mixWithOther = self.obeyMuteSwitch = self.speakerOn = True
        """What wx.setInnerAudioOption has set. Nobody hears the difference."""
        self.components: dict[str, Player] = {}
        """What plays in audio components, by their ids."""
        self.voice: Voice | None = None
        """What wx.playVoice plays, or has played last."""
        self.music: Music | None = None
        """The background audio, as soon as the program has had to do with it."""

    @property
    def playing(self) -> list[Player]:
        """What plays, in the order in which it began."""
        return [*self._playing]

    def began(self, player: Player) -> None:
        """Take note that somebody plays."""
        self._playing[player] = None

    def ended(self, player: Player) -> None:
        """Take note that somebody does not, or not any more."""
        self._playing.pop(player, None)

    def interrupt(self) -> None:
        """Have the phone take the sound: everything that plays is paused."""
        self.interrupted = True
        for player in self.playing:
            player.pause()

    def leave(self) -> None:
        """Have the user leave the program: only what `goes_on` plays on."""
        self.in_background = True
        for player in self.playing:
            if not player.goes_on:
                player.pause()
