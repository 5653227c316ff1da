"""A made-up survey of the community `tea` with its answers, one of them hostile."""

from datetime import datetime, timedelta

from django_home import MORNING

from juluo.desk.surveys.exchange import as_json
from juluo.desk.surveys.models import Answering, FormVersion, Survey, Wave
from juluo.desk.surveys.values import Form, Kind, Option, Question, Words

HOSTILE = '<img src=x onerror="window.hit=1">=1+1'
ASKED_AT = MORNING - timedelta(days=3)


def _options(*words: str) -> tuple[Option, ...]:
    return tuple(Option(f"o{at}", Words(one)) for at, one in enumerate(words, 1))


FORM = Form(
    Words("秋季问卷", "Autumn survey"),
    questions=(
        Question("nps", Kind.NPS, Words("愿意推荐给朋友吗", "Would you recommend us")),
        Question("sat", Kind.CSAT, Words("满意吗")),
        Question("what", Kind.CHOICE, Words("最常做什么"), options=_options("提问", "聊天", "看看")),
        Question("many", Kind.MULTI, Words("还想要什么"), options=_options("讲座", "线下", "抽奖")),
        Question(
            "grid", Kind.MATRIX, Words("各处怎么样"), options=_options("好", "不好"), rows=_options("回复", "活动")
        ),
        Question("order", Kind.RANKING, Words("先做哪样"), options=_options("讲座", "线下", "抽奖")),
        Question("why", Kind.TEXT, Words("还想说什么")),
    ),
)
SAID = (HOSTILE, "报表导出老是卡住，换了电脑也一样", "报表导出卡在最后", "希望报表导出快一点", "挺好的", "谢谢")


def make(slug: str = "autumn", *, anonymous: bool = False, answers: int = 24, at: datetime = ASKED_AT) -> Survey:
    """Often and some of the strata answered; every sixth stopped after two questions; six by the link."""
    row = Survey.objects.create(
        community="tea",
        slug=slug,
        state="open",
        form=as_json(FORM),
        version=1,
        is_anonymous=anonymous,
        audience="everyone",
        made_by="林",
        made_at=at,
        opened_at=at,
    )
    FormVersion.objects.create(survey=row, number=1, form=as_json(FORM), made_by="林", made_at=at)
    frame = {"quiet": 200, "some": 60, "often": 40}
    Wave.objects.create(
        survey=row, number=1, at=at, made_by="林", seed="s", frame=frame, asked={"quiet": 20, "some": 30, "often": 20}
    )
    for n in range(answers):
        answer(row, n, at)
    return row


def answer(row: Survey, n: int, at: datetime) -> Answering:
    invited = n % 4 != 3
    told: dict[str, object] = {"nps": (10, 9, 3, 8)[n % 4], "sat": (5, 4, 2)[n % 3]}
    if n % 6 != 5:
        told |= {
            "what": ("o1", "o1", "o2", "o3")[n % 4],
            "many": ["o1", "o2"] if n % 2 else ["o1"],
            "grid": {"o1": "o1", "o2": "o2" if n % 3 else "o1"},
            "order": ["o1", "o2", "o3"] if n % 5 else ["o2", "o1", "o3"],
            "why": SAID[n % len(SAID)],
        }
    return Answering.objects.create(
        survey=row,
        key=f"k{n}",
        alias=f"a{n}",
        version=1,
        person=None,
        guest=None,
        is_invited=invited,
        stratum=("often" if n % 2 else "some") if invited else "",
        asked_at=at if invited else None,
        started_at=at + timedelta(minutes=n),
        finished_at=None if n % 6 == 5 else at + timedelta(minutes=n + 2),
        answers=told,
    )
