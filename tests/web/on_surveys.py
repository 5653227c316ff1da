"""Surveys for tests of their pages: one that is open, and forms as browsers send them."""

from juluo.desk.surveys.actions.building import Manner, create, publish
from juluo.desk.surveys.patterns import PATTERNS
from juluo.desk.surveys.values import Compare, Condition, Form, Kind, Option, Question, Rules, Words
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.scene import Scene

EVIL = "<script>alert(1)</script>"
OPTIONS = (Option("a", Words("甲")), Option("b", Words(f"乙{EVIL}")), Option("c", Words("丙")))
ALL_KINDS = Form(
    Words(f"什么都问 {EVIL}", "Everything"),
    Words("先说一句"),
    Words("多谢"),
    (
        Question("nps", Kind.NPS, Words("会推荐吗"), required=True),
        Question("why", Kind.TEXT, Words(f"差在哪里{EVIL}"), show_if=Condition("nps", Compare.AT_MOST, "6")),
        Question("csat", Kind.CSAT, Words("满意吗")),
        Question("ces", Kind.CES, Words("轻松吗")),
        Question("one", Kind.CHOICE, Words("选哪个"), options=OPTIONS),
        Question("some", Kind.MULTI, Words("选哪些"), options=OPTIONS, rules=Rules(most=2)),
        Question("table", Kind.MATRIX, Words("逐行"), options=OPTIONS[:2], rows=OPTIONS[1:]),
        Question("order", Kind.RANKING, Words("排一排"), options=OPTIONS),
        Question("age", Kind.TEXT, Words("几岁"), rules=Rules(is_number=True, low=0.0, high=120.0)),
    ),
)


def opened(by: Colleague, form: Form | str, scene: Scene, manner: Manner | None = None) -> str:
    """A published survey of a form or of a pattern's."""
    pattern = PATTERNS[form] if isinstance(form, str) else None
    wanted = manner or Manner(is_pulse=pattern is not None and pattern.is_pulse)
    slug = create(by, "tea", form if isinstance(form, Form) else PATTERNS[form].form, scene, wanted)
    publish(by, "tea", slug, scene)
    return slug
