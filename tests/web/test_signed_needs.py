"""What a signed report keeps of needs, segments and events: as they stood, and without whom the ledger forgets."""

import re
from dataclasses import replace
from datetime import date

from cast import Cast

from juluo.desk.reports.actions import forget, sign
from juluo.desk.reports.facts import Frozen, KeptNeed, KeptReflection, KeptSegment, frozen, naming
from juluo.ledger.period import Grain, Period
from juluo.shell.accounts.scene import Scene

DAY = Period(date(2026, 11, 19), date(2026, 11, 19))
NEED = KeptNeed("n1", "给小满补开票", "planned", "林晚", "小满", DAY.first, away=False)
SEGMENT = KeptSegment("小满的朋友", 3, DAY.first, 1, 0, 2)
THOUGHT = KeptReflection("茶话会", "小满主持得好", "", "早点开始")
WHOLE = Frozen(7, DAY.first, DAY.last, {"zh": "{}"}, {}, (), (NEED,), (SEGMENT,), (THOUGHT,))


def test_needs_segments_and_reflections_are_kept_as_they_stood_and_forget_whom_the_ledger_forgets(
    cast: Cast, scene: Scene
) -> None:
    sign(cast.lin, "tea", Grain.DAY, DAY, WHOLE, {}, scene)
    assert frozen("tea", Grain.DAY, DAY, 1) == WHOLE
    find = re.compile("小满")
    assert len(naming("tea", find)) == 4
    assert forget("tea", find, "［已抹去］") == 1
    kept = frozen("tea", Grain.DAY, DAY, 1)
    assert kept is not None
    assert kept.needs == (replace(NEED, name="给［已抹去］补开票", whom="［已抹去］"),)
    assert kept.segments == (replace(SEGMENT, name="［已抹去］的朋友"),)
    assert kept.reflections == (replace(THOUGHT, went_well="［已抹去］主持得好"),)
    assert naming("tea", find) == ()
