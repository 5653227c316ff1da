"""What is shown of how a word may be written is found; every trick that can be shown is."""

import pytest

from juluo.text.variants import variants
from juluo.text.watching import Watch
from juluo.text.watchwords import Trick, WatchWord

EVERY = {Trick.SIGNS, Trick.SPELLING, Trick.APART, Trick.SOUND, Trick.PINYIN}


@pytest.mark.parametrize(
    ("text", "tricks"),
    [
        ("代开发票", EVERY),
        ("团购", EVERY),
        ("加微信", EVERY - {Trick.SPELLING}),
        ("earn daily", {Trick.SIGNS}),
    ],
)
def test_each_form_is_found_by_its_trick(text: str, tricks: set[Trick]) -> None:
    word = WatchWord(text)
    forms = dict(variants(word))
    assert set(forms) == tricks
    for trick, written in forms.items():
        assert [(hit.word, hit.trick) for hit in Watch([word]).find(written)] == [(word, trick)]
