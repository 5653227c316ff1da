"""The seal on a signed report: the community's name over the word that it is signed."""

import re

from juluo.wording.catalogue import speaker

_HAN = re.compile("[\u3400-\u9fff]")
# Whose it is, is no part of the name.
_OURS = re.compile("^(我们的|我们|我的|咱们的|咱们|咱的)")
_TWO, _LONGEST = 2, 10


def seal(community: str, lang: str) -> tuple[str, str]:
    """Two lines: 青禾 over 签发, as seals are cut; an English one says Signed."""
    say = speaker(lang)
    return _short(community), say("签发") if lang == "zh" else say("已签发")


def _short(community: str) -> str:
    """What people call it: two characters of a Chinese name, else the first word."""
    if len(han := _HAN.findall(_OURS.sub("", community))) >= _TWO:
        return "".join(han[:_TWO])
    words = re.findall(r"\w+", community)
    return words[0][:_LONGEST] if words else community[:_LONGEST]
