"""The sample report's two languages."""


class Chooser:
    """Picks the Chinese or the English of a pair."""

    def __init__(self, lang: str) -> None:
        self.lang = lang

    def __call__(self, chinese: str, english: str) -> str:
        return english if self.lang == "en" else chinese
