"""Time zones as people call them."""

from juluo.wording.catalogue import speaker


def zone_words(key: str, lang: str) -> str:
    """By its name in the tables where people have no word for it."""
    return speaker(lang)("北京时间") if key == "Asia/Shanghai" else key
