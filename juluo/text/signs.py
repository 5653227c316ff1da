"""Signs of what a sentence does that runs of characters cannot show: where a question word stands, and under what.

Each is one RE2 pattern over a column. “谁都行” has a question word and asks nothing, “去不去” has none and asks; which
sign says how much is learned with the rest of the model (juluo.text.linear).
"""

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juluo.text.cues import CUES
from juluo.text.grams import Floats

# Chinese: the question words, and the verbs and adjectives that ask by “A不A”.
_WH = (
    r"(?:谁|什么|啥|哪(?:里|儿|个|家|款|位|天|些|种|边|年|站|门|首|本|条|一|几|种)?|怎么|怎样|咋|如何|为何|为嘛|何时"
    r"|几(?:点|号|个|天|年|岁|次|期|集|楼|人|层|块|时|月|度|位|题|页|种|本|千|百|折|成|分|周|份|路|级)"
    r"|第几|星期几|周几|多(?:少|久|大|远|高|长|重|快|厚|宽|深))"
)
_TWICE = (
    "是有能会要去来好行对可该用想在走看吃懂热冷难远贵大多快够值算信知喜认介合愿方舒开应需得买让给管收玩打做听说写回"
    "到记爱怕累忙饿困敢肯换退选香甜辣卡稳准熟烫重挤试还送带喝住卖办约上学支包修"
)
_A_NOT_A = "|".join(f"{one}{no}{one}" for one, no in product(_TWICE, "不没"))
_X_WHAT_X = "|".join(f"{one}什么{one}" for one in "吃好看急跑笑哭怕说买想问怪玩吵闹")
_ALL = (
    r"(?:谁|^什么|[^为]什么|啥|哪(?:里|儿|个|家|款|位|天|些|种|怕)?|多少|几[点个号]|多(?:久|大|远"
    r"|高))[^，,。]{0,6}[都也]"
    r"|(?:怎么|咋|再怎么).{1,4}[都也]"
)
_ASK = (
    r"请问|请教|想问|问一下|问下|求问|同问|咨询|求助|求解|求教|求推荐|求个|求一|求指|求救|蹲|打听"
    r"|好奇|不懂就问|借问|问个"
)
_UNDER = (
    r"(?:知道|明白|清楚|懂|忘|记得|记不清|记下|告诉|教你|教大家|讲过|讲了|写了|写着|写清|没说"
    r"|说过|了解|学会|问了?[我他她]|回答|决定|取决于|由|看|猜|统计|比比"
    rf"|原来|说是|难怪)[^，,。]{{0,5}}{_WH}"
)
_FIRM = (
    r"怎么(?:可能|会[，,。]|能怪|可以这|好意思|这么|那么|行$|说呢|讲)|谁(?:说|让他|叫|不|还没|还不|受得|顶得|用谁)"
    r"|有(?:什么|啥)(?:好|了不起|办法|大不了|可怕|需要|事|想法|问题)|什么(?:嘛|玩意|鬼|破|话|的$)"
    r"|哪(?:能|有|像|怕)|哪里哪里"
    r"|何(?:必|苦|乐|况)|难道|岂|可不|还不是|至于|多(?:么|可惜|好的|好一|亏|少有点|少带|少吃|大点)|[天鬼]知道|凉拌"
    r"|你猜|别问|问就是|这还用|几乎|任何|多少[遍次回]|^几个|[这那好]几|犯得着|谁家.{1,4}不"
    r"|谁.{0,2}不(?:想|爱|喜欢|是)|常见问题|有问题|问题(?:不|已|出|是)|疑问"
)
_FREE = (
    r"不管|无论|不论|管[他它她]|随便|爱.{1,2}谁|爱咋|随你|由你|取决于|看.{0,3}(?:方便|情况|怎么|谁)"
    rf"|{_WH}[^，,。]{{0,6}}(?:就|自己|自取|再[约说来聊看]|算|要是)"
)
_SETTLED = (
    rf"(?:{_A_NOT_A}|是否|能否)[^，,。]{{0,8}}(?:都|也|再说|另说|就?看|全看|由|取决|[要得]看|请|先|给个|说一声)"
    rf"|(?:不确定|不清楚|没想好|没说|看看|试试|决定|通知|确认|问问?[他她])[^，,。]{{0,4}}(?:{_A_NOT_A}|是否|能否)"
    rf"|{_X_WHAT_X}"
)
_NONE = r"没(?:有)?(?:什么|啥|多少|多大|多久|几|谁|怎么|哪)|不怎么|不知道(?:怎么|为什么|说什么)"
_AGAIN = r"谁.*谁|怎么.*怎么|什么.*什么|哪.*哪|多少.*多少|几点.*几点|咋.*咋|啥.*啥"
_ZH: dict[str, str] = {
    "mark": r"\?",
    "ma": r"吗[啊呀哈]?\W*$|吗[,，。]",
    "me": r"[了能是的]么\W*$|[么嘛]\W*$",
    "left open": r"..(?:不|没|没有|木有|否|没啊|不啊|没呀|不呀|么|没得)\W*$|..[没不么][,，]",
    "or so": r"真的假的|真假|[是填选在有到第]几[呀啊]?\W*$|(?:有|在|是|能|会|行|去|来)[^，,没不]{0,8}[没不]\W*$",
    "done or not": r"了(?:没|没有|吗|么|不)\W*$",
    "a not a": rf"{_A_NOT_A}|有木有|是否|能否|可否|喜欢不喜欢|愿意不愿意|需要不需要",
    "word": _WH,
    "opens with word": rf"^\W*(?:那|这|你们?|大家|咱们?|各位|今天|明天)?{_WH}",
    "word near the end": rf"{_WH}.{{0,4}}$",
    "asks": _ASK,
    "who has": r"^(?:有没有|有木有|有人|有谁|有哪位|有大佬|有会|有懂|有朋友|哪位|谁)|有人.{0,12}[吗么不没]",
    "wants to know": r"想(?:知道|了解)|谁知道|有人知道|[你们]知道|不知道(?:有没有|能不能|大家|各位|可不可)|不太明白",
    "word for all": _ALL,
    "under a verb": _UNDER,
    "firm": _FIRM,
    "free": _FREE,
    "settled": _SETTLED,
    "none": _NONE,
    "again": _AGAIN,
    "ne": r"呢\W*$",
    "mine": r"^我(?:也|们|就|正|还|都)?[^，,]*呢\W*$|[正还才早可]\S{1,6}呢\W*$",
    "ba": r"吧\W*$",
    "or": r"[^，,]还是[^不没算觉得要会很挺]",
    "did": r"[了的过着]\W*$",
    "may i": r"^\W*(?:能|可以|可否|是不是|需要|支持|还能|还有|还要)",
    "help": r"帮(?:我|忙)?(?:看|解|查|翻)|求.{1,12}(?:链接|资源|经验|攻略|原图|教程|地方)|推荐",
    "why": r"为什么|为啥|为何|咋|怎么办|怎么回事|什么原因|啥原因|凭什么",
}
_HOLDS = ("word for all", "under a verb", "firm", "free", "none", "again", "settled")
_EN_WH = r"(?:how|what|why|where|when|who|which|whose|whom)"
_AUX = (
    r"(?:is|are|do|does|did|can|could|would|should|will|shall|has|have|was|were|am|may|isn't"
    r"|aren't|don't|doesn't|didn't"
    r"|can't|couldn't|wouldn't|won't|hasn't|haven't|isnt|arent|dont|doesnt|didnt|cant|r)"
)
_SUBJECT = (
    r"(?:i|you|u|ya|ye|he|she|it|we|they|there|this|that|these|those|the|a|an|any|anyone|anybody"
    r"|anything|some|someone"
    r"|somebody|everyone|everybody|my|your|ur|his|her|our|all|people|ubuntu)"
)
_LEAD = (
    r"(?:^|[,.:;)!]\s*|\b(?:so|and|but|or|hi|hey|hello|ok|okay|well|then|also|lol|hmm+|um+|oh|yo|all"
    r"|guys|everyone)\s+)"
)
_EN: dict[str, str] = {
    "mark": r"\?",
    "turned round": rf"{_LEAD}{_AUX} {_SUBJECT}\b",
    "word and verb": (
        rf"\b{_EN_WH}(?:'s|'re|s|'d)?\s+(?:{_AUX}|about|happened|else|come|many|much|long|old|big|far"
        rf"|kind|sort)\b"
    ),
    "opens with word": rf"{_LEAD}{_EN_WH}",
    "opens with verb": rf"{_LEAD}{_AUX}\b",
    "done": rf"^{_AUX} (?:that|the job|already|it|not|be|go|going|been|too|good|all|fine|confirm|do|see|work|have)\b",
    "drops who": r"^(?:seen|heard|know|got|ever|need|mind|care|tried|been|want|feeling|feel|remember|miss|having)\b",
    "word, then who": rf"{_EN_WH} (?:i|you|he|she|it|we|they|the|a|this|that|my|your)\b",
    "whats": r"\b(?:what's|whats|hows|how's|wheres|where's|whos|who's|wats|wuts|watz|howz|why's|whens)\b",
    "anyone": (
        r"\bany(?:one|body)\b|\bany (?:idea|ideas|one|body|suggestion|suggestions|chance|luck|way"
        r"|word|tips|help)\b"
    ),
    "any": rf"{_LEAD}any\b",
    "wondering": (
        r"\b(?:wondering|curious|i have a question|quick question|how to|how do|how can|is there"
        r"|does anyone)\b"
    ),
    "want to": r"^(?:wanna|want to|wants? (?:to|a)|care to|mind|got|need|you|u|ya|ever|still|ready)\b",
    "chatter": (
        r"\b(?:asl|a/s/l|sup|wassup|wazzup|whazzup|whats up|how r|how are|r u|are you|are u|u there"
        r"|hbu|wbu|wyd)\b"
    ),
    "tail": r"\b(?:right|huh|eh|or not|or what|correct|yes|no|you|u|ya|then|too|isn't it|isnt it|again)\W*$",
    "only word": (
        rf"^(?:{_EN_WH}|huh|really|seriously|what\?*|like what|such as|since when|says who|how so"
        rf"|how come)\W*$"
    ),
    "under a verb": (
        rf"\b(?:know|knew|see|saw|tell|told|understand|remember|forgot|guess|depends on|explains?"
        rf"|that's|thats|is|was|find out|figure out|sure|of) {_EN_WH}\b"
    ),
    "asks to know": (
        r"\b(?:do|does|did|can|could|would|any\w*|some\w*) (?:\w+ ){0,3}(?:know|tell|explain|see|help"
        r"|recommend)\b"
    ),
    "exclaims": r"^(?:what an?|how (?:nice|cute|sweet|sad|funny|cool|weird|awful|lovely))\b",
    "when it is": r"^(?:when|where|if|while|because|since|as) (?:i|you|he|she|it|we|they|the)\b",
    "orders": (
        r"^(?:try|check|see|look|read|use|run|type|click|open|go|please|just|do|don't|dont|install"
        r"|add|remove|make)\b"
    ),
    "i": (
        r"^(?:i|i'm|im|i've|ive|we|he|she|they|it|it's|its|that's|thats|there|this|the|yes|no|yeah|ok"
        r"|lol|haha|thanks)\b"
    ),
}
NAMES = {"zh": _ZH, "en": _EN}


def signs(lines: Sequence[str], language: str) -> Floats:
    """One row a line, one column a sign: those of the language, then the cues of each act, and combinations."""
    column = pa.array(lines, pa.large_string())
    patterns = NAMES[language]
    found = [_found(column, pattern) for pattern in (*patterns.values(), *CUES.values())]
    named = dict(zip(patterns, found, strict=False))
    if language == "zh":
        held = np.any([named[name] for name in _HOLDS], axis=0)
        asks = np.any([named[name] for name in ("ma", "left open", "a not a", "done or not")], axis=0)
        found += [named["word"] & ~held, asks & ~held, named["word"] & held, named["ne"] & ~named["word"]]
    else:
        found += [named["opens with word"] & ~named["word, then who"] & ~named["exclaims"]]
    found.append(_short(column))
    return np.stack(found, axis=1).astype(np.float32)


def _found(column: Any, pattern: str) -> Any:  # noqa: ANN401 - pyarrow is untyped
    return pc.match_substring_regex(column, pattern).to_numpy(zero_copy_only=False)


def _short(column: Any) -> Any:  # noqa: ANN401 - pyarrow is untyped
    return pc.less(pc.utf8_length(column), 5).to_numpy(zero_copy_only=False)
