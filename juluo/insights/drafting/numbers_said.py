"""Figures and dates that a sentence says by itself: in digits of any script, in Chinese numerals, in English words."""

import re
import unicodedata

# Words that hold a numeral and say no number. Longest first, so that 第三方 is gone before 三 is looked at.
_IDIOMS_ZH = (
    "第三方|二维码|二手|二次元|二进制|三方|四处|四周|八卦|九宫格|乱七八糟|丢三落四|再三|三角|五笔|四舍五入|两者|"
    "两侧|两端|"
    "进一步|另一方面|一方面|一些|一下|一直|一样|一起|一般|一定|一旦|一致|一边|一律|一时|一带|一并|一同|一向|一再|"
    "一键|"
    "一体|一点|一会|一遍|一步步|一举|一度|一贯|一味|一部分|一系列|一手|统一|唯一|同一|万一|另一|某一|任一|每一|"
    "这一|那一|"
    "一一|一种|一类|一项|一套|一款|一份|一期|一版|一段|一组|一篇|一张|一本|一句|一页|一封|一面|一趟|一间|一阵|哪一|队伍|十分|零基础|零散|零碎|百科|百度|千万别|千万不|"
    "万能|万事|半自动|半夜|半路|半途|几乎是|"
    "数据|数字|数量|数目|参数|函数|人数|次数|总数|双方|双击|双语|双向|点数|两难"
)
# Or a verb said twice: 等一等.
_IDIOM_ZH = re.compile(_IDIOMS_ZH + r"|(?P<verb>[㐀-鿿])一(?P=verb)")
# 一个 is an article, unless what is counted follows.
_ARTICLE_ZH = re.compile(
    r"(?<![只仅共])一个(?!.{0,4}?(?:人|成员|用户|同学|朋友|新人|新手|老人|帖|消息|提问|活动|天|小时|分钟|周|月|年|"
    r"星期|礼拜))"
)
_NUMERAL_ZH = re.compile(
    r"[二两三四五六七八九十百千万亿零〇壹贰叁肆伍陆柒捌玖拾佰仟萬億廿卅卌仨俩一弌弍弎半几]|数[十百千万亿以]|双倍|"
    r"双份|成倍|(?<!翻)倍|百分|翻.{1,3}番|"
    r"多数|少数|过半|大部分|绝大|全部|所有|全体|人人|全都|全群|无一|大家都|几乎|首次|首位|首个|榜首|"
    r"最[多少高低大小长短]|新高|新低|清一色|[个十百千]?位数"
)
_WORDS_EN = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|"
    "millions?|billions?|dozens?|scores? of|half|halves|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|"
    "eighths?|ninths?|tenths?|tens|couple|double[ds]?|doubling|triple[ds]?|tripling|quadrupl\\w+|twice|thrice|"
    "percents?|percentage|per cent|pct|\\w*fold|second|pair|none|nobody|no one|everyone|everybody|majority|minority|"
    "most|record|nil|fortnight|(?:twen|thir|for|fif|six|seven|eigh|nine)ty-?(?:ish|odd|something)|lone|sole|"
    "single|times|digits?|handful|umpteen|myriad|countless|x-fold"
)
_NUMBER_EN = re.compile(rf"\b(?:{_WORDS_EN})\b|\bfirst (?:time|place)\b|\bonce (?:a|an|per|every)\b", re.IGNORECASE)
_IDIOM_EN = re.compile(
    r"\b(?:(?:this|that|the|which|each|new|other|every|another) one|one another|someone|at all|above all|after all|"
    r"all right|sometimes|at times|many times|the times when|record(?:ed|s|ing)? (?:a|an|the|it)|at first|"
    r"for now at least)\b",
    re.IGNORECASE,
)
_ALL_EN = re.compile(
    r"\ball\b|\bevery (?:member|person|user|newcomer|question|other|single|last|second)\b", re.IGNORECASE
)
_SPACED = re.compile(r"(?<![A-Za-z])[A-Za-z](?:[ \-._·*]+[A-Za-z](?![A-Za-z])){2,}")
_ROMAN = re.compile(r"(?<![A-Za-z])(?=[MDCLXVI]{2,}(?![A-Za-z]))[MDCLXVI]+")

_DATE_ZH = re.compile(
    r"[上下这本当]+个?(?:周|星期|礼拜|月|季度|年|季)|(?:周|星期|礼拜)[一二三四五六日天]|昨[天日晚]|前天|"
    r"今[天日晚年早]|明[天日年]|"
    r"去年|前年|后天|年初|年底|月初|月底|国庆|春节|元旦|中秋|端午|清明|圣诞|除夕|双十一|正月|腊月"
)
_MONTHS = "January|February|March|April|June|July|August|September|October|November|December"
_DATE_EN = re.compile(
    rf"\b(?:{_MONTHS}|(?:in|since|until|last|of|this) May|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"yesterday|today|tonight|tomorrow|Christmas|Easter|"
    r"(?<!of )the (?:day|week|weekend|month|quarter|year) (?:before|after)|"
    r"(?:last|this|next|previous|past) (?:few )?(?:day|week|weekend|month|quarter|year|night|morning|evening)s?)\b",
    re.IGNORECASE,
)
_JOINED = str.maketrans("", "", "-‐‑‒–—·・*_|")


def figure_in(raw: str, flat: str) -> bool:
    """Whether a sentence, its references and allowed terms taken out, says a number by itself."""
    if any(unicodedata.category(sign) in {"Nd", "Nl", "No"} for sign in raw + flat):
        return True
    if re.search(r"[%‰‱∞+±×÷=<>~≈]|💯|🔟", raw + flat):
        return True
    return _chinese(flat) or _english(flat)


def _chinese(flat: str) -> bool:
    # Spaces and points between two characters hide nothing.
    close = re.sub(r"(?<=[㐀-鿿])[ .·・\-_*、|/]+(?=[㐀-鿿])", lambda found: "、" if "、" in found[0] else "", flat)
    said = _ARTICLE_ZH.sub(" ", _IDIOM_ZH.sub(" ", close))
    if _NUMERAL_ZH.search(said):
        return True
    # 成 is a tenth where a numeral stands before it, and none is left by now; 没有一个 was caught as 一.
    return "没有人" in said or "没人" in said or "无人" in said


def _english(flat: str) -> bool:
    said = _IDIOM_EN.sub(" ", flat)
    joined = said.translate(_JOINED)
    if any(_NUMBER_EN.search(one) or _ALL_EN.search(one) for one in (said, joined, said.replace("-", " "))):
        return True
    return bool(_SPACED.search(said) or _ROMAN.search(said))


def date_in(flat: str) -> bool:
    """Whether it says a day, week, month or season by itself."""
    return bool(_DATE_ZH.search(flat) or _DATE_EN.search(flat))
