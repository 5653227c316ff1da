"""Surveys for tests of what is done with them: one that is open, who answers, and when."""

from contextlib import closing
from dataclasses import replace
from datetime import timedelta

from cast import Cast
from django.conf import settings
from work_off import work_off

from juluo.desk.surveys import facts
from juluo.desk.surveys.actions.answering import Saved, save
from juluo.desk.surveys.actions.building import Manner, create, publish
from juluo.desk.surveys.drawing import Candidate
from juluo.desk.surveys.patterns import PATTERNS
from juluo.desk.surveys.takers import Taker
from juluo.desk.surveys.values import Audience, Target
from juluo.metrics.metric import Measured, metrics
from juluo.shell.accounts.scene import Scene
from juluo.store.embedded import EmbeddedStore

FORM = PATTERNS["event"].form
DRAWN = Target(Audience.EVERYONE, by_link=False)
NAMED = Manner(is_anonymous=False)
FRAME = [Candidate(person, stratum="often" if person < 6 else "quiet") for person in range(8)]


def opened(cast: Cast, scene: Scene, manner: Manner | None = None) -> str:
    slug = create(cast.lin, "tea", FORM, scene, manner or Manner())
    publish(cast.lin, "tea", slug, scene)
    return slug


def taker(number: int, person: int | None = None) -> Taker:
    persons = () if person is None else (person,)
    return Taker(number, f"browser-{number}", (number,), persons)


def answers(slug: str, who: Taker, scene: Scene, score: int = 4, *, linked: bool = False) -> Saved:
    return save("tea", slug, who, {"event": score}, scene, finish=True, linked=linked)


def survey(slug: str) -> facts.Survey:
    found = facts.survey("tea", slug)
    assert found is not None
    return found


def later(scene: Scene, days: int) -> Scene:
    return replace(scene, now=scene.now + timedelta(days=days))


def measured(name: str) -> Measured:
    """A metric over the week, once everything on its way has arrived."""
    assert set(work_off()) <= {"done"}
    with closing(EmbeddedStore(settings.HOME)) as store:
        community = store.community("tea")
        assert community is not None
        with closing(store.view(community)) as view:
            return metrics()[name].measure(view, [view.snapshot.span])[0]
