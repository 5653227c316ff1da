"""What channels are called where each needs a name of its own: two platforms may both have a 公告."""

from collections import Counter
from collections.abc import Iterable

from juluo.store.view import View


def channel_names(view: View, codes: Iterable[int]) -> dict[int, str]:
    """A name for each channel, unlike all others'; namesakes carry their platform, or else their id."""
    channels = {code: view.channels[code] for code in codes}
    names = {code: channel.name for code, channel in channels.items()}
    for detail in ("platform", "channel_id"):
        often = Counter(names.values())
        names = {
            code: f"{name} ({getattr(channels[code], detail)})" if often[name] > 1 else name
            for code, name in names.items()
        }
    return names
