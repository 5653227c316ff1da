"""What members said to the operators: feedback that is dealt with, surveys that were answered, an interview."""

from datetime import timedelta

from juluo.demo.desk.cast import Cast, Member, at, moment
from juluo.desk.feedback.actions.receiving import send_in
from juluo.desk.feedback.actions.telling import tell_on_portal
from juluo.desk.feedback.actions.voting import vote
from juluo.desk.feedback.actions.working import decide, look_into, show, weigh
from juluo.desk.feedback.values import Given, Severity, Sort, State
from juluo.desk.interviews.actions.listening import give_consent, mark_quote, name_speakers, take_transcript
from juluo.desk.interviews.actions.planning import plan, settle, write_guide
from juluo.desk.interviews.values import Chosen, Consent, Plan, Said
from juluo.desk.interviews.values import State as Held
from juluo.desk.surveys.actions.answering import save
from juluo.desk.surveys.actions.asking import close
from juluo.desk.surveys.actions.building import Manner, create, publish
from juluo.desk.surveys.patterns import PATTERNS
from juluo.desk.surveys.takers import Taker
from juluo.desk.surveys.values import Value
from juluo.shell.accounts.scene import Scene

# So many days before the last one: what was said, how much hangs on it, what became of it, the words told back, how
# many others want it too.
_FEEDBACK: tuple[tuple[int, Sort, str, Severity, State, str, int], ...] = (
    (
        16,
        Sort.BUG,
        "苹果手机上提交以后转圈，退出来才看到已经交了。",
        Severity.HIGH,
        State.DONE,
        "修好了：{fixed}的版本起，提交完马上回到列表。谢谢你录的屏。",
        6,
    ),
    (
        10,
        Sort.IDEA,
        "希望有夜间模式，晚上值班看着刺眼。",
        Severity.LOW,
        State.DOING,
        "",
        11,
    ),
    (
        7,
        Sort.IDEA,
        "模板交换里能不能按行业分类？",
        Severity.LOW,
        State.DECLINED,
        "先不做：现在一共九十个模板，搜名字更快。多到翻不动再分。",
        2,
    ),
    (2, Sort.BUG, "子表在手机上只能横着滑，最后一列点不到。", Severity.HIGH, State.LOOKING, "", 8),
    (1, Sort.COMPLAINT, "答疑晚上九点以后没人理，问了也是白问。", Severity.HIGH, State.NEW, "", 0),
    (0, Sort.PRAISE, "今晚答疑的那位太耐心了，谢谢！", Severity.LOW, State.NEW, "", 0),
)
# So many days before the last one, too.
_PULSE, _TALK = 6, 2
_WEEK = (5, 4, 4, 5, 3, 4, 5, 4, 2, 4, 5, 5, 3, 4, 4, 5, 4, 3, 5, 4, 4, 5)
_RECOMMEND = (10, 9, 8, 9, 7, 10, 6, 9, 8, 10, 3, 9, 8, 7, 10, 9, 5, 9)
# Who would recommend it says why, one after another; who wouldn't says what is amiss.
_WHY = (
    "答疑那晚把我卡了一周的权限弄明白了。",
    "有问必答，第一句话就有人接。",
    "照着别人的模板改，一下午就用起来了。",
    "问得再笨也没人笑话。",
    "老周讲打印模板，比文档清楚。",
    "公司没有IT，这里就是我的IT。",
    "答疑以后还有人回来补一句。",
    "贴个截图就有人看出来哪里错了。",
    "审批流照着群里说的搭，领导当天就用上了。",
    "都是自己动手的人，聊得到一块儿。",
)
_AMISS = ("模板找不到合适的。", "晚上问的没人答，第二天就用不上了。", "手机上老要横着滑。")
_TOLD = (
    ("K", 0, "你平时什么时候会来群里问？"),
    ("M", 6, "多半是晚上，孩子睡了以后，九点多。那时候才有空弄表单。"),
    ("K", 17, "问了以后呢？"),
    ("M", 20, "快的时候几分钟就有人答。上回问权限，等到第二天中午，我都自己绕过去了。"),
    ("K", 34, "要是只改一件事，你想改什么？"),
    ("M", 38, "晚上留个人。不用答得多好，告诉我有人看到了就行。"),
)


def said(found: Cast) -> None:
    """Feedback of the last weeks, in every state; what was decided is told back to who asked."""
    by, community = found.by, found.community
    for nth, (back, sort, words, severity, state, told, wanted_by) in enumerate(_FEEDBACK):
        day, decided = found.before(back), found.before(back) + timedelta(days=2)
        answer = told.format(fixed=f"{decided.month}月{decided.day}日")
        slug = send_in(found.members[nth].guest, Given(sort, words, consented=True), at(day, 21, nth))
        noted = at(day + timedelta(days=1), 9, 30)
        if state is State.NEW:
            continue
        weigh(by, community, [slug], severity, noted)
        show(by, community, slug, words.rstrip("。"), noted, public=sort is not Sort.COMPLAINT)
        for member in found.members[nth + 1 : nth + 1 + wanted_by]:
            vote(member.guest, slug, at(day + timedelta(days=1), 12, nth), wanted=True)
        if not answer:
            look_into(by, community, [slug], state, noted)
            continue
        decide(by, community, slug, state, answer, at(decided, 11))
        tell_on_portal(by, community, slug, answer, at(decided, 11, 5))


def asked(found: Cast) -> tuple[str, str]:
    """One question of a week that is over, and whether members would recommend the community, open for a week."""
    day = found.before(_PULSE)
    closed = _survey(found, "pulse", Manner(is_anonymous=False, is_pulse=True), at(day, 10))
    for nth, (member, mark) in enumerate(zip(found.members, _WEEK, strict=False)):
        _answer(found, closed, member, {"week": mark}, at(day, 12 + nth // 6, nth))
    close(found.by, found.community, closed, at(day + timedelta(days=3), 10))
    now = Scene(found.now - timedelta(hours=5))
    manner = Manner(is_anonymous=False, closes_at=found.ahead(7, 20))
    still = _survey(found, "recommend", manner, now)
    why, amiss = iter(_WHY), iter(_AMISS)
    for member, mark in zip(found.members, _RECOMMEND, strict=False):
        given: dict[str, Value | None] = {"recommend": mark}
        if mark <= 6:
            given["better"] = next(amiss)
        elif mark >= 9:
            given["why"] = next(why)
        _answer(found, still, member, given, Scene(found.now - timedelta(hours=4)))
    return closed, still


def talked(found: Cast) -> int:
    """An interview that was held and may be quoted within the team, and one that is to come. Returns the first."""
    by, community, day = found.by, found.community, found.before(_TALK)
    write_guide(
        by,
        community,
        "晚上来的人",
        "他们等到了没有，等不到怎么办",
        ["什么时候来", "问了以后呢", "只改一件事"],
        at(day, 9),
    )
    member = found.members[3]
    wanted = Plan(
        "晚上问问题的体验",
        ("什么时候来", "问了以后呢", "只改一件事"),
        person=member.account.code,
        chosen=Chosen.NEED,
        chosen_words="晚上九点以后没人答",
        starts=moment(day, 21),
        place="语音",
    )
    number = plan(by, community, wanted, at(day, 9, 30))
    give_consent(by, community, number, Consent.INTERNAL, "可以在团队里引用，不写名字。", day, at(day, 21))
    lines = [Said(words, label, float(second)) for label, second, words in _TOLD]
    take_transcript(by, community, number, lines, "语音记录.txt", 90, at(day, 21, 40))
    name_speakers(by, community, number, {"K": by.shown_as, "M": member.account.name}, ["M"], at(day, 21, 41))
    mark_quote(by, community, number, "晚上留个人。不用答得多好，告诉我有人看到了就行。", None, at(day, 21, 45))
    settle(by, community, number, Held.HELD, at(day, 21, 46))
    later = Plan(
        "答问题的人怎么想", ("一晚上答多少", "哪些答烦了"), name="老周", starts=found.ahead(2, 16), place="语音"
    )
    plan(by, community, later, Scene(found.now - timedelta(hours=1)))
    return number


def _survey(found: Cast, pattern: str, manner: Manner, scene: Scene) -> str:
    slug = create(found.by, found.community, PATTERNS[pattern].form, scene, manner)
    publish(found.by, found.community, slug, scene)
    return slug


def _answer(found: Cast, slug: str, member: Member, given: dict[str, Value | None], scene: Scene) -> None:
    taker = Taker(member.guest.id, member.browser, (member.guest.id,), member.persons)
    save(found.community, slug, taker, given, scene, finish=True, linked=True)
