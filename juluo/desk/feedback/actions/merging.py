"""Several pieces that say the same: one stands for all, each keeps its own words and its own asker."""

from collections.abc import Sequence

from django.db import transaction

from juluo.desk.feedback.actions.rows import held, hold, noted, own
from juluo.desk.feedback.acts import tell_ledger
from juluo.desk.feedback.models import Feedback
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.wording.sentence import told


def merge(by: Colleague, community: str, slug: str, into: str, scene: Scene) -> None:
    """Let another piece stand for this one and for all that went into it."""
    require(by, community, May.KEEP_TASKS)
    if slug == into:
        raise RefusedError(told("一条反馈不能并进自己。"))
    with transaction.atomic():
        # In one order whoever merges what into which, so that no two wait for each other.
        hold(community, [slug, into])
        row, main = held(community, slug), held(community, into)
        if row.into_id == main.pk:
            return
        row, main = own(community, slug), own(community, into)
        for one in (row, *Feedback.objects.filter(into=row).order_by("pk")):
            one.into, one.merged_at = main, scene.now
            one.save(update_fields=["into", "merged_at"])
        if not main.title and row.title:
            # What the board shows stays there, under the title that it has.
            main.title, main.is_public = row.title, row.is_public
            main.letters = main.telling = ""
            main.save(update_fields=["title", "is_public", "letters", "telling"])
        noted(row, "merged", by.shown_as, scene, into)
        noted(main, "took_in", by.shown_as, scene, slug)
        note(scene, by, "merge_feedback", community=community, about=slug, detail={"into": into})
        tell_ledger(main)


def merge_all(by: Colleague, community: str, slugs: Sequence[str], into: str, scene: Scene) -> None:
    """Let one piece stand for all of these, or for none."""
    with transaction.atomic():
        hold(community, [*slugs, into])
        for slug in slugs:
            merge(by, community, slug, into, scene)


def unmerge(by: Colleague, community: str, slug: str, scene: Scene) -> None:
    """It says something else after all; it stands as it stood before."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, slug)
        main = row.into
        if main is None:
            return
        row.into, row.merged_at = None, None
        row.save(update_fields=["into", "merged_at"])
        noted(row, "unmerged", by.shown_as, scene, main.slug)
        noted(main, "let_go", by.shown_as, scene, slug)
        note(scene, by, "unmerge_feedback", community=community, about=slug)
        tell_ledger(row)
        tell_ledger(main)
