"""What the lists of readings say in words."""

from collections.abc import Mapping
from types import MappingProxyType

from juluo.insights.readings.listed import Order
from juluo.intake.lessons import Reading
from juluo.text.watchwords import Tier, Trick
from juluo.web.readings.found import Show

SHOW_WORDS: Mapping[Show, str] = MappingProxyType(
    {
        Show.QUESTION: "提问",
        Show.PROBLEM: "遇到问题",
        Show.SUGGESTION: "建议",
        Show.PRAISE: "夸赞",
        Show.ADVERTISING: "广告",
        Show.FLOODS: "刷屏",
        Show.WATCH: "关注词",
        Show.CLICKED: "点过的",
    }
)
ORDER_WORDS: Mapping[Order, str] = MappingProxyType(
    {Order.NEW: "最近的在前", Order.SURE: "最像的在前", Order.UNSURE: "拿不准的"}
)
# What a colleague says of a reading: that it is one, that it is none.
RIGHT_WORDS: Mapping[Reading, str] = MappingProxyType(
    {
        Reading.QUESTION: "是提问",
        Reading.PROBLEM: "是遇到问题",
        Reading.SUGGESTION: "是建议",
        Reading.PRAISE: "是夸赞",
        Reading.ADVERTISING: "是广告",
    }
)
WRONG_WORDS: Mapping[Reading, str] = MappingProxyType(
    {
        Reading.QUESTION: "不是提问",
        Reading.PROBLEM: "不是遇到问题",
        Reading.SUGGESTION: "不是建议",
        Reading.PRAISE: "不是夸赞",
        Reading.ADVERTISING: "不是广告",
    }
)
# Why a message looks like an advertisement, by the names of its signs (juluo.text.advertising).
SIGN_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "asks to be contacted": "要人联系",
        "promises money": "许诺赚钱",
        "offers work or partnership": "招人、招代理",
        "presses to hurry": "催人赶快",
        "gives away": "白送东西",
        "speaks of investing": "说投资",
        "asks to follow a link": "要人点链接",
        "hides where a link goes": "藏着链接去哪",
        "links": "有链接",
        "names a chat account": "留了聊天账号",
        "shouts": "喊得很响",
        "mixes alphabets within words": "词里混着几种字母",
        "says a watch-word": "有常见的广告词",
        "hides a watch-word": "变着写广告词",
        "gives a number or account": "留了电话或账号",
    }
)
TRICK_WORDS: Mapping[Trick, str] = MappingProxyType(
    {
        Trick.NONE: "照原样写",
        Trick.SPELLING: "繁体、全角或长得像的字母",
        Trick.SIGNS: "中间加了符号",
        Trick.APART: "拆字",
        Trick.SOUND: "谐音字",
        Trick.PINYIN: "写成拼音",
    }
)
TIER_WORDS: Mapping[Tier, str] = MappingProxyType({Tier.NOTICE: "看一眼", Tier.ALARM: "马上看"})
# Of the words that come along.
TOPIC_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "contact": "留联系方式",
        "part-time": "兼职刷单",
        "money": "借贷套现",
        "investing": "荐股投资",
        "gambling": "赌博",
        "papers": "证件和论文",
        "goods": "卖货招代理",
        "tools": "外挂和引流",
        "impersonation": "冒充和诈骗",
        "foreign": "英文广告",
    }
)
REFUSED_WORDS: Mapping[str, str] = MappingProxyType(
    {"single": "只有一个字，认不准", "again": "和上面的一样", "long": "太长了，不像一个词"}
)
