"""Guides to begin from: what is asked of whom. They ask for what happened, not for opinions of what might."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from juluo.wording.sentence import Sentence, told


@dataclass(frozen=True, slots=True)
class Pattern:
    title: Sentence
    purpose: Sentence
    questions: tuple[Sentence, ...]


_LAST = told("还有什么我没问到、你想说的？")

PATTERNS: Mapping[str, Pattern] = MappingProxyType(
    {
        "newcomer": Pattern(
            told("新成员的头一个月"),
            told("知道人是怎么来的、头几天卡在哪、为什么留下"),
            (
                told("你是怎么知道这里的？那天为什么进来？"),
                told("进来第一天做了什么？看到什么，没看懂什么？"),
                told("第一次说话是什么时候？之前犹豫过什么？"),
                told("有没有一件事让你觉得来对了？有没有哪一刻想走？"),
                told("要是一个朋友明天进来，你会先跟他说什么？"),
                _LAST,
            ),
        ),
        "quiet": Pattern(
            told("来得少了的人"),
            told("知道是他变了、我们变了，还是别处更好；不劝人回来"),
            (
                told("最近一次在这里待得久，是哪一次？那次是为了什么？"),
                told("后来来得少了，那段时间你身边发生了什么？"),
                told("原来在这里做的事，现在在哪里做？"),
                told("这里有什么变了？哪些消息你现在直接划过去？"),
                told("有没有一件事，要是做到了你会想来看看？"),
                _LAST,
            ),
        ),
        "need": Pattern(
            told("把一个需求问到底"),
            told("知道事情是怎么发生的、现在怎么凑合、做到什么样算解决"),
            (
                told("上一次遇到这件事是什么时候？从头讲一遍。"),
                told("当时你先试了什么？又试了什么？"),
                told("花了多少时间，最后怎么收的场？"),
                told("多久会遇到一次？还有谁也这样？"),
                told("要是解决了，你怎么看得出来？"),
                _LAST,
            ),
        ),
        "leader": Pattern(
            told("大家听的人"),
            told("知道他图什么、累不累、要我们做什么"),
            (
                told("你平时怎么决定答哪个、不答哪个？"),
                told("在这里做的事，什么时候觉得值？"),
                told("哪件事最累，或者最烦？"),
                told("有没有想做、一直没做成的？缺什么？"),
                told("你觉得还有谁该被大家看到？"),
                _LAST,
            ),
        ),
        "detractor": Pattern(
            told("打了低分的人"),
            told("知道低分背后的一件事，不替自己辩解"),
            (
                told("打分的时候，你想到的是哪件事？"),
                told("那件事从头到尾是怎么样的？"),
                told("当时你希望谁做什么？后来有人做了吗？"),
                told("这样的事还有几次？"),
                told("要是只能改一样，你改哪样？"),
                _LAST,
            ),
        ),
    }
)
