import pytest

from juluo.text.language import Language, language


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("大家好", Language.CHINESE),
        ("請問報名在哪裡", Language.CHINESE),
        ("iPhone 15 Pro Max 怎么样", Language.CHINESE),
        ("用 Docker Compose 部署 nginx", Language.CHINESE),
        ("How do I install it?", Language.ENGLISH),
        ("ok", Language.ENGLISH),
        ("the word 道 means way or path in English", Language.ENGLISH),
        ("naïve café", Language.ENGLISH),
        ("これは何ですか", Language.JAPANESE),
        ("東京へ行きたい", Language.JAPANESE),
        ("안녕하세요", Language.KOREAN),
        ("как это работает", Language.OTHER),
        ("no sé qué es la respuesta para el problema", Language.OTHER),
        ("ich weiß nicht, wie das geht", Language.OTHER),
        ("👍👍", Language.NONE),
        ("666", Language.NONE),
        ("https://example.com/some/words", Language.NONE),
        ("", Language.NONE),
    ],
)
def test_script_tells(text: str, told: Language) -> None:
    assert language(text) is told
