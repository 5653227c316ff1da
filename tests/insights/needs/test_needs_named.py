"""What a need is called: what ails people stands before it, and nobody's name."""

import pytest

from juluo.insights.needs.ailments import parted, with_ailment
from juluo.insights.needs.naming import is_label, whole
from juluo.insights.needs.people import Called


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["一导出就报错", "导出又报错了", "怎么导出"], "报错：导出"),
        (["导出报错", "导出没了一列", "怎么导出"], "导出"),
        (["导出以后是乱码，还报错", "乱码，报错", "报错"], "乱码：导出"),
        (["export fails with an error", "the export failed", "it fails"], "fails: 导出"),
    ],
)
def test_what_most_say_ails_them_stands_before_the_name(texts: list[str], name: str) -> None:
    assert with_ailment("导出", [""] * len(texts), texts) == name
    assert parted(name)[1] == "导出"


def test_what_the_name_says_already_is_not_said_twice() -> None:
    assert with_ailment("导出报错", ["", ""], ["导出报错", "导出又报错"]) == "导出报错"
    assert parted("周三：导出") == ("", "周三：导出")


@pytest.mark.parametrize(
    ("phrase", "texts", "is_name"),
    [
        ("小明", ["小明在吗"], True),
        ("发票", ["发票怎么开"], False),
        ("marta", ["Marta said so", "ask Marta"], True),
        ("marta olsen", ["Marta Olsen said so"], True),
        ("will", ["will it work", "Will you come", "it will"], False),
        ("olsen bug", ["the Olsen bug"], False),
    ],
)
def test_a_members_name_is_known_from_a_word(phrase: str, texts: list[str], is_name: bool) -> None:  # noqa: FBT001 - a case's outcome
    assert Called(["小明", "Marta Olsen", "Will Smith"]).is_name(phrase, texts) is is_name


@pytest.mark.parametrize(
    ("name", "texts", "grown"),
    [
        ("值班", ["做的值班表，用了9天", "外贸用的值班表有吗", "谁有值班表的模板"], "值班表"),
        ("无权", ["昨天那个“无权访问”找到了", "导入报“无权访问”"], "无权访问"),
        ("附件", ["报销单的附件能在线预览", "希望周报的附件能在线预览"], "附件能在线预览"),
        # Most have to agree, and what they agree on must not be a sentence, nor a particle.
        ("台账", ["客户台账保存出错", "合同台账模板", "客户台账模板"], "台账"),
        ("备份", ["备份一定要先试试能不能恢复"] * 3, "备份"),
        ("现成", ["有现成的吗", "谁有现成的啊"], "现成"),
        ("导出", ["怎么导出"], "导出"),
        ("export", ["the export fails", "the export fails"], "export"),
    ],
)
def test_a_name_takes_along_what_most_say_around_it(name: str, texts: list[str], grown: str) -> None:
    assert whole(name, texts) == grown


def test_what_heads_a_form_is_a_label() -> None:
    assert is_label("复现 步骤", ["复现步骤：打开盘点表", "看看\n复现步骤: 打开工单"])
    assert not is_label("复现 步骤", ["复现步骤：打开盘点表", "写一下复现步骤", "复现步骤怎么写"])
    assert not is_label("导出", ["导出：坏了"])
