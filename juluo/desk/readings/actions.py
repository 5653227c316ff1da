"""What colleagues do with readings: say that one is right or wrong, take that back; and keep the list of words."""

import re
from collections.abc import Sequence

from django.db import transaction

from juluo.desk.readings.models import Click, WatchedWord
from juluo.intake.lessons import Lesson, Reading
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.text.spelling import folded
from juluo.text.watchwords import WatchWord, starter
from juluo.wording.sentence import told

# So many words a list may have: a page lists them, and each is looked for in every message.
MOST_WORDS = 5_000
LONGEST = {"text": 30, "topic": 40, "unless": 400}


def say(by: Colleague, community: str, lesson: Lesson, scene: Scene) -> None:
    """Say whether an entry is what it was read as: the model learns from it what is such a one in this community."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        Click.objects.update_or_create(
            community=community,
            entry_id=lesson.entry_id,
            reading=lesson.reading,
            defaults={"day": lesson.day, "right": lesson.right, "made_by": by.shown_as, "made_at": scene.now},
        )
        note(
            scene,
            by,
            f"{'is' if lesson.right else 'no'}_{lesson.reading}",
            community=community,
            about=str(lesson.entry_id),
        )


def take_back(by: Colleague, community: str, entry_id: int, reading: Reading, scene: Scene) -> bool:
    """Not have said it. Returns whether anything had been said."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        gone, _ = Click.objects.filter(community=community, entry_id=entry_id, reading=reading).delete()
        if gone:
            note(scene, by, f"unsaid_{reading}", community=community, about=str(entry_id))
    return bool(gone)


def watch(by: Colleague, community: str, words: Sequence[WatchWord], scene: Scene) -> int:
    """Look out for these words, too; those that stand in the list get what is given now. Returns how many are new."""
    require(by, community, May.KEEP_ORDER)
    kept = {folded(word.text): word for word in words}
    if any(len(word.text) > LONGEST["text"] or len(word.topic) > LONGEST["topic"] for word in words):
        raise RefusedError(told("一个词最多{n}个字，一类最多{m}个字。", n=LONGEST["text"], m=LONGEST["topic"]))
    if any(len("\n".join(word.unless)) > LONGEST["unless"] for word in words):
        raise RefusedError(told("太长了：一处最多写{n}个字。", n=LONGEST["unless"]))
    with transaction.atomic():
        known = WatchedWord.objects.select_for_update().filter(community=community)
        there = set(known.values_list("key", flat=True))
        if len(there | set(kept)) > MOST_WORDS:
            raise RefusedError(told("词表最多{n}个词。", n=MOST_WORDS))
        known.filter(key__in=list(kept)).delete()
        WatchedWord.objects.bulk_create(
            WatchedWord(
                community=community,
                key=key,
                text=word.text,
                topic=word.topic,
                tier=word.tier,
                unless="\n".join(word.unless),
                made_by=by.shown_as,
                made_at=scene.now,
            )
            for key, word in kept.items()
        )
        note(scene, by, "watch_words", community=community, about=str(len(kept)))
    return len(set(kept) - there)


def stop_watching(by: Colleague, community: str, keys: Sequence[str], scene: Scene) -> None:
    """Look out for these words no longer; of those that come along it is remembered."""
    require(by, community, May.KEEP_ORDER)
    came = {folded(word.text): word for word in starter()}
    with transaction.atomic():
        mine = WatchedWord.objects.select_for_update().filter(community=community, key__in=list(keys))
        gone = mine.filter(on=True).delete()[0]
        off = [came[key] for key in dict.fromkeys(keys) if key in came]
        WatchedWord.objects.bulk_create(
            (
                WatchedWord(
                    community=community,
                    key=folded(word.text),
                    text=word.text,
                    tier=word.tier,
                    on=False,
                    made_by=by.shown_as,
                    made_at=scene.now,
                )
                for word in off
            ),
            ignore_conflicts=True,
        )
        if gone or off:
            note(scene, by, "unwatch_words", community=community, about=str(gone or len(off)))


def watch_again(by: Colleague, community: str, keys: Sequence[str], scene: Scene) -> None:
    """Look out again for words that come along."""
    require(by, community, May.KEEP_ORDER)
    with transaction.atomic():
        gone, _ = WatchedWord.objects.filter(community=community, key__in=list(keys), on=False).delete()
        if gone:
            note(scene, by, "watch_words", community=community, about=str(gone))


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Mask an erased person's names in the list; a word that was their name is looked out for no longer."""
    changed = 0
    with transaction.atomic():
        for row in WatchedWord.objects.select_for_update().filter(community=community):
            if find.search(row.text) or find.search(row.key):
                changed += WatchedWord.objects.filter(pk=row.pk).delete()[0]
                continue
            said = {name: find.sub(instead, getattr(row, name))[: LONGEST[name]] for name in ("topic", "unless")}
            if any(getattr(row, name) != words for name, words in said.items()):
                changed += WatchedWord.objects.filter(pk=row.pk).update(**said)
    return changed
