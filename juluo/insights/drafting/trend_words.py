"""Words that say which way something went, in Chinese and English, and the words around them that turn it round."""

import re
from enum import StrEnum

from juluo.insights.drafting.references import PLACE


class Sense(StrEnum):
    """What a word says of a figure."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"
    BETTER = "better"
    WORSE = "worse"
    DOUBLED = "doubled"
    TRIPLED = "tripled"
    HALVED = "halved"
    MORE_AND_MORE = "more and more"


# What holds a trend word and says no trend.
PASSED_ZH = re.compile(
    r"不少|多少|至少|减号|降级|升级|涨知识|增值|增删|提高警惕|降噪|更多的?(?:是|还是)|不稳定|加快捷|快捷|尽快|"
    r"多半|更新|下载|跌倒|缺少|"
    r"提升为|上下"
)
PASSED_EN = re.compile(
    r"\b(?:look|looks|looked|looking|sign|set|start|back|follow|come|comes|came|end|ends|show|write|bring|make|clean|"
    r"keep|give|open|speed)s?(?:ed|ing)? up\b|\bup to date\b|\b(?:down|up)(?:grade|load|stream|date)\w*|"
    r"\b(?:break|breaks|write|wrote|come|comes|came|track|slow|pin|shut|narrow|note|log)s?(?:ed|ing)? down\b|"
    r"\bmore (?:about|information|detail|details|help|on)\b|\b(?:drop|drops|dropped|dropping|lost) (?:the |a )?"
    r"(?:last )?(?:cell|cells|column|columns|message|messages|row|rows)\b|\bflat file\b|\bfall back\b|\blevel of\b|"
    r"\bno more than\b|\bonce more\b|\blower-case\b|\bhigh-level\b",
    re.IGNORECASE,
)

# "比⟨a figure⟩多": the place of the reference belongs to it.
_THAN = rf"比(?:{PLACE}|之前|以前|从前|此前|过去|上次)的?(?:还|更|要|都|略|稍|明显)?"
_ZH = {
    Sense.DOUBLED: r"翻倍|翻番|翻了?一番",
    Sense.HALVED: r"腰斩|减半|砍半|对折",
    Sense.MORE_AND_MORE: (
        r"今非昔比|一天天|一天比一天|一日千里|蒸蒸日上|方兴未艾|(?:正在?|逐步|不断|持续|渐渐|"
        r"快速|迅速|一路|稳步|节节)(?:增强|变强|扩|成长|发展|失去)|越来越(?!多|少|高|低|大|小|"
        r"长|短|快|慢|久|热|冷)|日益|日渐|渐趋|趋于|愈发|愈加|越发|与日俱增|逐渐(?=严重|活跃)|持续发酵"
    ),
    Sense.BETTER: r"改善|好转|变好|更好了|转好|向好|优化了|好多了|改进了",
    Sense.WORSE: r"恶化|变差|变坏|更差|更糟|变糟|转差|每况愈下|江河日下|一落千丈|加剧|严重起来|失控",
    Sense.FLAT: (
        r"持平|没什么变化|没有(?:明显)?变化|无(?:明显)?变化|未变|没变|不变|看不出变化|变化不大|"
        r"相当(?=[，。！；、]|$)|平稳|稳定(?!性)|"
        r"与(?:之前|以前|上次)(?:一样|相同|相近|相仿)|差不多|不相上下|原地踏步|守住|维持(?:原|不|在)|保持(?:原|不|"
        r"在)|没两样|没有两样|没有(?:明显|什么)?(?:不同|区别|差别)|停滞|横盘|不温不火"
    ),
    Sense.UP: (
        rf"{_THAN}(?:多|高|大|长|久|慢)(?=[一些点了得很]|[^㐀-鿿]|$)|涨幅|升幅|升得|"
        r"上升|上涨|上扬|上浮|上行|增加|增长|增多|增至|增到|增幅|反增|大增|猛增|激增|剧增|暴增|陡增|递增|新增了|"
        r"变多|多了|多起来|更多|提高|提升|升高|升至|升到|升温|升了|攀升|爬升|攀高|攀上|攀至|见涨|看涨|上台阶|冲上|"
        r"冲破|突破|走高|走强|回升|回暖|反弹|飙升|飙|暴涨|大涨|涨|"
        r"壮大|扩大|扩张|膨胀|延长|拉长|变长|更长|更久|长了|久了|变慢|更慢|慢了|放慢|变大|更大|变高|更高|高了|"
        r"火爆|爆发|井喷|蹿升|窜升|"
        r"火热|红火|热闹|多出(?!了?一|现|处)|上扬|更上|胜过|超过了?(?:之前|以前|从前)|添了|火起来|活跃起来|抬头|"
        r"起色|兴起|旺盛|扎堆|"
        r"越来越(?:多|高|大|长|慢|久|热)|越\w{1,2}越(?:多|高|大|长|慢|久|热)|成倍|走俏|高涨|蔓延|与日俱增|水涨船高"
    ),
    Sense.DOWN: (
        rf"{_THAN}(?:少|低|小|短|快)(?=[一些点了得很]|[^㐀-鿿]|$)|降幅|跌幅|降得|"
        r"下降|下滑|下跌|下挫|下行|下探|下落|减少|减弱|减退|减缓|减至|减到|递减|降低|降至|降到|降了|下坠|坠|骤降|"
        r"锐减|骤减|大减|大降|"
        r"降(?=[，。；]|$)|回落|滑落|滑坡|走低|走弱|转弱|走软|跌|变少|少了|更少|少很多|只剩|仅剩|剩下|缩小|缩水|"
        r"缩减|收缩|萎缩|缩短|变短|"
        r"更短|短了|变快|更快|加快|快了|加速|提速|变小|更小|小了|变低|更低|低了|冷清|冷淡|冷下来|降温|冷却|转冷|"
        r"遇冷|沉寂|"
        r"衰退|衰减|低迷|疲软|消退|退潮|淡出|凋零|减员|流失|不如(?:之前|以前|从前|往日|上次|过去)|不及(?:之前|"
        r"以前|从前|往日|过去)|少了一截|缩了|式弱|失色|见底|探底|式微|稀疏|"
        r"越来越(?:少|低|小|短|快|冷)|越\w{1,2}越(?:少|低|小|短|快|冷)"
    ),
}
_EN = {
    Sense.DOUBLED: r"doubl\w+|twofold",
    Sense.TRIPLED: r"tripl\w+|threefold",
    Sense.HALVED: r"halv\w+|cut in half",
    Sense.MORE_AND_MORE: (
        r"more and more|ever more|increasingly|by the day|day by day|no longer|not anymore|(?:is|are|was|were|"
        r"been|keeps?|kept) (?:getting|becoming|turning|losing|gaining) \w+|los(?:es|ing|t) (?:its|their|steam|"
        r"momentum|ground|appeal)|momentum|ever (?:larger|higher|longer)|less and less"
    ),
    Sense.BETTER: r"improv\w+|on the mend|better|healthier",
    Sense.WORSE: r"worse|worsen\w*|deteriorat\w+|degrad\w+",
    Sense.FLAT: (
        r"unchanged|steady|steadily the same|stable|stabili[sz]ed|flat|plateau\w*|stagna\w+|(?:about |roughly |"
        r"much )?the same(?: as)?|"
        r"no (?:clear |visible |real )?(?:change|difference)|no different|(?:held|holds|holding) (?:its|their|"
        r"firm|steady)(?: ground)?|keeps? pace|in line with|constant|level(?:l?ed)? (?:off|with)|on par|held firm|"
        r"holding"
    ),
    Sense.UP: (
        r"ros\be|rises?|risen|rising|rose|increas\w+|grew|grows?|grown|growing|growth|climb\w*|surg\w+|jump\w*|"
        r"soar\w*|"
        r"spik\w+|gain\w*|higher|more|larger|bigger|expand\w*|expansion|boom\w*|rebound\w*|recover\w*|longer|"
        r"slow(?:er|ed)|"
        r"slowing|lengthen\w*|mount(?:s|ed|ing)|escalat\w+|upwards?|upswing|uptick|upturn|swell\w*|swollen|up|"
        r"multipl(?:y|ies|ied)|"
        r"pil(?:e|es|ed|ing) up|pick(?:s|ed|ing)? up|heat(?:s|ed|ing)? up|ramp\w* up|balloon\w*|skyrocket\w*|"
        r"explod\w+|"
        r"flourish\w*|thriv\w+|bustling|livel(?:y|ier)|snowball\w*|advanc(?:ed|ing)|peak(?:s|ed|ing)?|intensif\w+|"
        r"spread(?:s|ing)|"
        r"proliferat\w+|gather\w* (?:pace|steam|momentum)|edg\w+ up|inch\w+ up|tick\w* up|creep\w* up|crept up|"
        r"flood(?:s|ed)?|deluge|wave of|strengthen\w*|stronger|through the roof|flock\w*|shoot\w* up|shot up|"
        r"buzzing|took off|taking off|takes off"
    ),
    Sense.DOWN: (
        r"fell|falls?|falling|fallen|drop\w*|declin\w+|decreas\w+|shr[aiu]nk\w*|slip(?:s|ped|ping)?|slid\w*|slump\w*|"
        r"plung\w+|plummet\w*|dip(?:s|ped|ping)?|sank|sink\w*|sunk|lower\w*|fewer|less|smaller|down|wan(?:e|es|ed|"
        r"ing)|"
        r"weak(?:er|en\w*)|cool\w*|taper\w*|dwindl\w+|fad(?:e|es|ed|ing)|dr(?:y|ies|ied|ying) up|shorter|"
        r"shorten\w*|faster|"
        r"quicker|sped up|speed(?:s|ing)? up|quieter|quieten\w*|subsid\w+|eas(?:ed|ing)|contract(?:s|ed|ing|ion)|"
        r"reduc\w+|diminish\w*|trail\w* off|ebb\w*|crash\w*|collaps\w+|tumbl\w+|downwards?|downturn|dying|died|"
        r"stall\w*|"
        r"los(?:t|ing) (?:steam|momentum|ground)|evaporat\w+|thin(?:s|ned|ning)? out|nosediv\w+|edg\w+ down|"
        r"inch\w+ down|tick\w* down|trickle\w*|short of|gone cold|go(?:es|ing) cold|in droves|drop-?off|drying up|"
        r"reced\w+|abat\w+"
    ),
}
# Words that say a trend only of a figure: elsewhere they are ordinary ("more help", "a dropped cell").
_ONLY_OF_FIGURES = re.compile(
    r"momentum|flood\w*|wave of|stronger|strengthen\w*|short of|no different|no difference|in line with|"
    r"超过了?之前|添了|保持.|维持.|more|less|up|down|drop\w*|gain\w*|better|longer|shorter|faster|quicker|slower|"
    r"slowed|slowing|higher|lower\w*|larger|"
    r"smaller|bigger|fall|falls|slip\w*|dip\w*|fad\w+|crash\w*|collaps\w+|stall\w*|contract\w*|steady|stable|"
    r"stabili\w+|flat|"
    r"constant|the same(?: as)?|about the same(?: as)?|much the same(?: as)?|expand\w*|sink\w*|jump\w*|spread\w*|"
    r"recover\w*|"
    r"lively|eas\w+|cool|cooler|worse|weaker|peak\w*|explod\w+|mounted|holding|advanc\w+|retreat\w*|"
    r"更多|更快|更慢|更大|更小|更高|更低|更长|更短|更少|快了|慢了|大了|小了|长了|短了|多了|少了|加快|加速|提速|"
    r"提高|提升|扩大|"
    r"缩小|缩短|延长|拉长|增加|减少|降低|改善|优化了|改进了|好多了|变慢|变快|变大|变小|变长|变短|差不多|平稳|持平|"
    r"不变|"
    r"没变|未变|更差|更糟|更好了|变好|变差|变坏|变糟|剩下|只剩|仅剩|相当|更久|久了|长了|高了|低了|升高|升了|涨|跌|"
    r"飙|降了|降|流失|加剧|"
    r"爆发|稳定|冷却|扩张|热闹|热情|收缩",
    re.IGNORECASE,
)
_WISH = re.compile(
    r"希望|想要?|建议|可以|可否|能否|能不能|是否|要不要|请|应该?|应当|需要|需|为了|以便|避免|考虑|期待|盼|如果|若|"
    r"说明|要(?=改|做|加|先|把|让)|值得|先|再|"
    r"\b(?:would|could|should|can|may we|to|please|suggest\w*|want\w*|wish\w*|hope\w*|need\w*|help\w*|whether|if|"
    r"consider\w*|"
    r"asks? for|asked for|request\w*|let|deserv\w+)\b",
    re.IGNORECASE,
)
_NOT_ZH = re.compile(
    r"(?:没有|没能|未能|并未|不再|并不|并没有?|没|未|不|非|无|难以|停止)[能会再有见出现明显继续进一步大幅]{0,6}$"
)
_NOT_EN = re.compile(
    r"(?:\bnot|n['’]t|\bno|\bnever|\bwithout|\bhardly|\bfail(?:s|ed|ing)? to|\bunable to|\bstop(?:s|ped)?|"
    r"\bneither|\bnor|\brather than"
    r"|\bfar from|\binstead of|\bceased to)(?: \w+){0,3} ?$",
    re.IGNORECASE,
)
# Words that compare with earlier times: where they stand beside a figure, a trend word must say how it compares.
COMPARED = re.compile(
    r"之前|以前|从前|过去|往日|往常|以往|此前|上次|上回|原来|原先|昔日|当初|[比较年]同期|环比|同比|比起|相比|相较|"
    r"再创|创下|依旧|依然|照旧|仍旧|回到|"
    r"\b(?:before|than|compared|previous\w*|earlier|formerly|used to|usual|again|still|anymore|any more|"
    r"what it was|since then|ever|"
    r"past|back to|so far|to date|keeps?)\b",
    re.IGNORECASE,
)
HEDGE = re.compile(
    r"可能|也许|或许|似乎|大概|或有|略有|疑似|说不定|"
    r"\b(?:perhaps|may|might|maybe|possibly|seems?|appears?|apparently|probably|likely|could)\b",
    re.IGNORECASE,
)
ALL_OF_THEM = re.compile(r"都|均|皆|同步|一齐|双双|\bboth\b|\balike\b|\beach\b", re.IGNORECASE)
UNCLEAR = re.compile(r"前者|后者|\bformer\b|\blatter\b|\brespectively\b|分别", re.IGNORECASE)
_ALL_ZH = "|".join(f"(?P<zh_{sense.name}>{words})" for sense, words in _ZH.items())
_WORDS_ZH = re.compile(_ALL_ZH)
_WORDS_EN = re.compile(
    "|".join(rf"(?P<en_{sense.name}>\b(?:{words})\b)" for sense, words in _EN.items()), re.IGNORECASE
)


class Said:
    """One trend word: where it stands, what it says, whether it is turned round."""

    __slots__ = ("at", "negated", "only_of_figures", "sense", "word")

    def __init__(self, at: int, word: str, sense: Sense, *, negated: bool, only_of_figures: bool) -> None:
        self.at, self.word, self.sense = at, word, sense
        self.negated, self.only_of_figures = negated, only_of_figures


def said_in(clause: str) -> list[Said]:
    """The trend words of a clause, in their order."""
    blank = PASSED_EN.sub(_spaces, PASSED_ZH.sub(_spaces, clause))
    found = [
        Said(
            match.start(),
            match[0],
            Sense[str(match.lastgroup)[3:]],
            negated=bool(negation.search(blank[: match.start()])),
            only_of_figures=bool(_ONLY_OF_FIGURES.fullmatch(match[0])),
        )
        for words, negation in ((_WORDS_ZH, _NOT_ZH), (_WORDS_EN, _NOT_EN))
        for match in words.finditer(blank)
    ]
    return sorted(found, key=lambda one: one.at)


def wishes(clause: str) -> bool:
    """Whether a clause speaks of what should be, not of what is."""
    return bool(_WISH.search(clause))


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])
