from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from chinese_strings import CHINESE, pieces, reasons, sentences, tellings, templates, unsaid, untold

from juluo.wording.catalogue import DOMAIN, LOCALES, UnknownLanguageError, capital, in_a_row, speaker

FOLDER = LOCALES / "en" / "LC_MESSAGES"


@pytest.fixture(scope="module")
def english() -> Catalog:
    with (FOLDER / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale="en", domain=DOMAIN, abort_invalid=True)


def told(catalogue: Catalog) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in catalogue if message.id}


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_sentence_has_its_english(english: Catalog) -> None:
    known = told(english)
    assert {words: place for words, place in sentences().items() if not known.get(words)} == {}


def test_every_word_of_a_template_has_its_english(english: Catalog) -> None:
    known = told(english)
    assert {words: place for words, place in templates().items() if not known.get(words)} == {}
    assert unsaid() == []


def test_every_reason_has_its_english(english: Catalog) -> None:
    assert {words for words in reasons() if not told(english).get(words)} == set()


def test_everything_told_by_readers_and_the_intake_has_its_english(english: Catalog) -> None:
    assert {words: place for words, place in tellings().items() if not told(english).get(words)} == {}


def test_readers_and_the_intake_tell_nothing_in_chinese_alone() -> None:
    assert untold() == []


def test_there_is_no_english_for_what_nobody_says(english: Catalog) -> None:
    said = {*sentences(), *reasons(), *tellings(), *templates()}
    assert [words for words in told(english) if words not in said and CHINESE.search(words)] == []


def test_no_sentence_is_built_by_hand() -> None:
    assert pieces() == []


def test_the_english_has_the_places_of_the_chinese(english: Catalog) -> None:
    assert {zh: en for zh, en in told(english).items() if places(zh) != places(en)} == {}


def test_the_english_is_english(english: Catalog) -> None:
    assert [en for en in told(english).values() if CHINESE.search(en) or "!" in en or " user" in en] == []


def test_nothing_is_fuzzy(english: Catalog) -> None:
    assert [message.id for message in english if message.fuzzy and message.id] == []


def test_the_compiled_catalogue_is_that_of_the_sentences(english: Catalog) -> None:
    with (FOLDER / f"{DOMAIN}.mo").open("rb") as file:
        assert told(read_mo(file)) == told(english), "compile it anew: make messages"


@pytest.mark.parametrize(
    ("n", "words"), [(0, "0 people spoke"), (1, "1 person spoke"), ("1,234", "1,234 people spoke")]
)
def test_one_and_many(n: object, words: str) -> None:
    assert speaker("en")("{n}人发言", n=n) == words


def test_chinese_is_said_as_it_stands() -> None:
    assert speaker("zh")("{n}人发言", n=3) == "3人发言"
    assert speaker("zh")("没有提问。") == "没有提问。"


def test_a_language_without_catalogue_is_refused() -> None:
    with pytest.raises(UnknownLanguageError):
        speaker("fr")


def test_words_that_stand_alone_start_large() -> None:
    assert capital("last Thursday") == "Last Thursday"
    assert capital("上周四") == "上周四"


def test_sentences_follow_one_another() -> None:
    assert in_a_row("zh", "一。", "", "二。") == "一。二。"
    assert in_a_row("en", "One.", "", "Two.") == "One. Two."
