import copy
import json
import pickle

from juluo.wording.sentence import Sentence, ToldError, told

EMPTY = "{file} 是空的：请重新导出。"


def test_a_sentence_is_its_chinese_words_until_a_language_is_known() -> None:
    sentence = told(EMPTY, file="a.json")
    assert sentence == str(sentence) == sentence.words("zh") == "a.json 是空的：请重新导出。"
    assert sentence.words("en") == "a.json is empty: export it again."
    assert json.dumps([sentence], ensure_ascii=False) == '["a.json 是空的：请重新导出。"]'


def test_what_a_sentence_says_in_a_language_is_plain_text() -> None:
    assert {type(told(EMPTY, file="a").words(lang)) for lang in ("zh", "en")} == {str}


def test_equal_sentences_are_counted_as_one() -> None:
    assert len({told(EMPTY, file="a"), told(EMPTY, file="a"), told(EMPTY, file="b")}) == 2


def test_a_sentence_within_a_sentence_is_said_in_its_language() -> None:
    why = told("没有可用的时间。")
    sentence = told("{file} 里没有一条消息能读：{why}", file="a.txt", why=why)
    assert sentence.words("zh") == "a.txt 里没有一条消息能读：没有可用的时间。"
    assert sentence.words("en") == "Not one message in a.txt can be read. There is no usable time."


def test_names_in_a_list_have_the_language_s_comma() -> None:
    sentence = told("没有叫 {name} 的格式：可选 {known}。", name="x", known=["qq", told("月/日")])
    assert sentence.words("zh").endswith("可选 qq、月/日。")
    assert sentence.words("en").endswith("there are qq, month/day.")


def test_braces_of_a_value_are_left_alone() -> None:
    assert told(EMPTY, file="{x}.json").words("en") == "{x}.json is empty: export it again."


def test_a_copy_still_speaks() -> None:
    for twin in (copy.deepcopy(told(EMPTY, file="a")), pickle.loads(pickle.dumps(told(EMPTY, file="a")))):  # noqa: S301
        assert isinstance(twin, Sentence)
        assert twin.words("en") == "a is empty: export it again."


def test_an_error_carries_its_sentence() -> None:
    error = ToldError(told(EMPTY, file="a"))
    assert str(error) == "a 是空的：请重新导出。"
    assert error.sentence.words("en") == "a is empty: export it again."
