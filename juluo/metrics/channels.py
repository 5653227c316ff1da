"""What channels are called where each needs a name of its own: two platforms may both have a 公告."""

from collections import defaultdict
from collections.abc import Iterable

from juluo.ledger.entry import Channel
from juluo.store.view import View


def channel_names(view: View) -> dict[int, str]:
    """A name for each channel, unlike all others'; namesakes carry their platform, or their id on one platform.

    It is the same whichever of them are asked about: by it, a channel is compared with itself.
    """
    channels = view.channels
    namesakes: dict[str, list[Channel]] = defaultdict(list)
    for channel in channels.values():
        namesakes[channel.name].append(channel)
    return {code: _told_apart(channel, namesakes[channel.name]) for code, channel in channels.items()}


def names_of(view: View, codes: Iterable[int]) -> list[str]:
    """The same of some channels; what is no channel any more has none."""
    names = channel_names(view)
    return [names[code] for code in codes if code in names]


def _told_apart(channel: Channel, namesakes: list[Channel]) -> str:
    if len(namesakes) == 1:
        return channel.name
    alone = sum(other.platform == channel.platform for other in namesakes) == 1
    return f"{channel.name} ({channel.platform if alone else channel.channel_id})"
