"""Names that a sentence says by itself: of members, of anybody, and proper nouns that stand in no source."""

import re
from functools import cache

from juluo.insights.drafting.closed_words import is_plain_chinese, is_plain_english
from juluo.insights.drafting.facts import Brief
from juluo.insights.drafting.grounds import sources_of

_HAN = "㐀-鿿"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾韦"
    "夏付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_ACTS = (
    "说|问|提|写|认|觉|表示|建议|抱怨|希望|想|要|也|已|会|在|负责|跟进|回应|答应|主持|牵头|整理|修|带头|介绍|讲|"
    "来|去|给|和|与|、|，|。|的|$"
)
_TITLED = re.compile(
    rf"[{_SURNAMES}](?:老师|先生|女士|小姐|同学|总|工|医生|教授|博士|导|哥|姐|叔|姨)(?=[{_HAN}，。、！？]|$)"
)
_CALLED = re.compile(
    rf"(?:^|[^{_HAN}大老小阿]|[和与请问由感谢据让找]|群主|管理员|版主)((?:小|老|阿)[{_HAN}])(?={_ACTS}|老师|同学)"
)
_PLAIN_CALLED = re.compile("小组|小群|小白|小时|小说|小心|小事|小众|小程|老师|老人|老手|老是|老板|老版|小版|小改|小问")
# Ordinary words that the dictionary takes for names.
_ORDINARY = re.compile(
    "谢谢|陈旧|小姐|顾客|老公|阿姨|高峰|胡同|毛发|毛巾|大赞|马虎|马马|黄金|小白|小贵|小强|小红书|高德|高清|高薪|"
    "高达|高通|高尔夫|白名单|黑名单|严格|严肃|"
    "小学|小姑娘|小东西|大力|大师|大满贯|许可|贺卡|史诗|阶段|段时间|付|杜绝|陈设|陈年|周全|周末|黎明|万幸|万事|"
    "林立|向阳|小镇|马上|马赛克|老总|老远|老虎|"
    "大老远|田园|叶子|孙子|石|汤|余温|高层|高手|高级|高频|高兴|金额|金融|方案|方便|方法|方式|安静|安装|安排|明白|"
    "成功|成熟|常见|平常|平时"
)
_DOUBLED = re.compile(
    rf"(?:欧阳|司马|诸葛|上官|慕容|司徒|东方|夏侯|皇甫)(?!家)[{_HAN}]{{1,2}}(?=[{_HAN}])|"
    rf"[{_SURNAMES}]([多小亮明月佳圆圆媛媛芳莉丽])\1"
)
_ROLE = re.compile(
    rf"(?:志愿者|嘉宾|讲师|主持人|管理员|群主|版主|组长|负责人|网友|作者|开发者)(?:是|为|"
    rf"：)?([{_SURNAMES}][{_HAN}]{{1,2}})"
    rf"(?={_ACTS}|守|讲|来|去|给|把|做|用|主|介绍|分享)"
)
_TITLE_EN = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|Professor|Sir|Madam)\b\.? *[A-Z]?\w*")
_CAPITAL = re.compile(r"(?<![A-Za-z'])[A-Z][A-Za-z'’\-]*")
_SHORT = 3
_STARTS = re.compile(r"(?:^|[.!?:]\s+)$")
_AFTER_NAME = re.compile(
    r"^(?:'s|’s)\b|^,? (?:and|or|also|said|says|ask(?:s|ed)|want(?:s|ed)|wrote|writes|has|had|is|was|will|would|"
    r"thinks|thought|"
    r"believes|posted|posts|suggest(?:s|ed)|mention(?:s|ed)|report(?:s|ed)|recommend(?:s|ed)|explain(?:s|ed)|"
    r"needs?|likes?|"
    r"complain(?:s|ed)|promised|answered|answers|replied|replies|volunteered|offered|found|fixed|knows|agrees|"
    r"agreed|noted|notes|"
    r"leads|led|hosted|can|could|should|may|might|did|does|cannot|prefers|hopes|feels|tested|tried|calls|called|"
    r"[A-Z])\b"
)
_COMMON = frozenset(
    """
    a about above according account accounts across active activity actually add adding admins after again
    against almost also although among an and announce another answer any anyone apart are around as ask asking
    at available back based because before behind being besides beta between both break bug build but by can
    channel charging check chat clear close common community compared complaint concern consider could current
    data demand despite developer discussion document documentation documents does doing download during each
    either engagement enough error especially even every example except experience export feature feedback few
    file finally find first fix following for format formatting from further general get give given good group
    growth guide half have having he hello help here hi hint how however if import importing improve in increase
    information input install instead interest into is issue it its just keep later less let life like likewise
    list long look lots made main mainly making many maybe meanwhile member members message messages missing mod
    moderator moderators more most much my need needs neither new newcomer news next no nobody none nor not note
    nothing now of off offer official often old on once one only open operator opinion or other others otherwise
    our out output outside overall over owner owners participation particular pay people perhaps person place
    plan please point post price problem product progress question questions rather reach reader reading release
    repeat reply report request requests response rest retention return right same say schedule scheduled search
    see sentiment separately several she shipping similarly since slow so some somebody someone something speed
    staff start step still stop such suggest suggestion summary support take talk team thank thanks that the
    their them then there these they this those though through throughout time to together tool topic traffic
    trend trouble try turn two under unlike until up update upgrade use user users using version very view
    volunteer wait waiting was watch we what when where whether which while who why will wish with within
    without work would write yes yet you your enthusiasm complaints attendance frustration confusion curiosity
    demand participants admin host audience video speaker beginner anybody either latency battery drain advice
    today
    """.split()  # noqa: SIM905 - a list of words reads best as one
)
_NAMES_ENDING_SO = frozenset(
    """
    james thomas chris charles lucas marcus nicholas alexis dennis carlos luis jess hans agnes francis louis
    boris matthias andreas johannes kris travis curtis jonas klaus
    """.split()  # noqa: SIM905 - a list of words reads best as one
)
_COMMON_ENDING = re.compile(r"(?:ing|ed|ly|tion|sion|ment|ness|ity|able|ful|ous|ive|ship|ance|ence|ism|ure)$|[^s]s$")


def name_in(flat: str, brief: Brief) -> bool:
    """Whether a sentence (allowed terms out) says a name by itself, or a proper noun that stands in no source."""
    close = re.sub(rf"(?<=[{_HAN}]) +(?=[{_HAN}])", "", flat)
    if "@" in flat or any(_stands(name, close) for name in _roster(brief)):
        return True
    sources = sources_of(brief)
    if any(name in close and name not in sources for name in _shortened(brief)):
        return True
    if any(_calls(word, brief) and not _known(word, sources) for word in re.findall(r"[a-z]{3,}", flat.casefold())):
        return True
    return _chinese(close, sources) or _english(flat, sources)


def _roster(brief: Brief) -> list[str]:
    terms = {term.casefold() for term in brief.terms}
    names = [name for name in (*brief.people.values(), *brief.others) if name]
    parts = [part for name in names for part in re.split(r"[\s.]+", name) if len(part) > 2 and part[0].isupper()]
    return [name for name in {*names, *parts} if len(name) > 1 and name.casefold() not in terms]


def _shortened(brief: Brief) -> set[str]:
    """What members may be called for short: 果果 for 果果爸, 柠柠 for 青柠."""
    names = [name for name in (*brief.people.values(), *brief.others) if re.fullmatch(f"[{_HAN}]{{2,6}}", name)]
    short = {part for name in names if len(name) > 2 for part in (name[:2], name[-2:])}
    return {one for one in (*short, *(sign * 2 for name in names for sign in name)) if not is_plain_chinese(one)}


def _calls(word: str, brief: Brief) -> bool:
    """Whether a word is a member's name in small letters, or its beginning: elif for Elif, sofi for Sofia."""
    parts = re.findall(r"[a-z]{3,}", " ".join((*brief.people.values(), *brief.others)).casefold())
    return word not in _COMMON and any(
        word == part or (len(word) > _SHORT and part.startswith(word)) for part in parts
    )


def _stands(name: str, text: str) -> bool:
    if re.search(f"[{_HAN}]", name):
        return name in text
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", text) is not None


def _chinese(text: str, sources: str) -> bool:
    if not re.search(f"[{_HAN}]", text):
        return False
    if (
        _TITLED.search(text)
        or _ROLE.search(text)
        or _DOUBLED.search(text)
        or any(not _PLAIN_CALLED.match(found[1]) for found in _CALLED.finditer(text))
    ):
        return True
    import rjieba  # noqa: PLC0415 - only who drafts pays for the dictionary

    return any(
        tag == "nr"
        and len(word) > 1
        and word not in sources
        and not _ORDINARY.match(word)
        and (word[0] in _SURNAMES or word[0] in "小老阿大")
        for word, tag in rjieba.tag(text)
    )


def _english(text: str, sources: str) -> bool:
    if _TITLE_EN.search(text):
        return True
    for found in _CAPITAL.finditer(text):
        word = re.sub(r"['’]s$", "", found[0])
        if word in {"I", "A"} or word.startswith(("I'", "I’")) or _known(word, sources):
            continue
        if word.isupper() and len(word) <= 5:
            continue
        if re.search(f"[{_HAN}]", text) or not _STARTS.search(text[: found.start()]):
            return True
        rest = text[found.start() + len(word) :]
        if _AFTER_NAME.match(rest) and not _is_common(word.casefold()):
            return True
    return False


def _is_common(word: str) -> bool:
    if word in _NAMES_ENDING_SO:
        return False
    return word in _COMMON or is_plain_english(word) or bool(_COMMON_ENDING.search(word))


@cache
def _whole(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z]){re.escape(word)}(?![a-z])")


def _known(word: str, sources: str) -> bool:
    return _whole(word.casefold()).search(sources) is not None
