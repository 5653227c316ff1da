"""Who stays and who comes back: cohorts, how long newcomers stay, and members who are worth a message."""

from juluo.insights.retention.newcomers import newcomer_survival
from juluo.insights.retention.returning import Returning, returning
from juluo.insights.retention.words import (
    cell_words,
    newcomer_words,
    quiet_words,
    returning_words,
    table_head,
    table_notes,
    table_title,
)
from juluo.metrics.activity.cohorts import CohortTable, Sense, cohorts
from juluo.report.daily import Block, Heading, Paragraph, Span, Table
from juluo.report.scene import Scene
from juluo.wording.numbers import percent, short_date, whole

# Of those who may not be back, the ones that would be missed most; the command line lists all.
_MOST = 8
# Where fewer come in a week, single weeks say little: stretches of several days hold more of them.
_SMALL = 30


def staying_blocks(scene: Scene) -> list[Block]:
    """As it stood at the period's last day."""
    return [*_newcomers(scene), *_quiet(scene)]


def _newcomers(scene: Scene) -> list[Block]:
    say, last = scene.say, scene.period.last
    title = Heading(say("新人留下来没有"))
    weekly = cohorts(scene.view, last, Sense.ON)
    if not _tells(weekly):
        words = say("还看不出新人留不留得下来：记录不满30天，或这8周没有新人开口。")
        return [title, Paragraph((Span(words),))]
    stays = scene.in_a_row(*newcomer_words(newcomer_survival(scene.view, last), say))
    small = max(row.size for row in weekly.rows) < _SMALL
    table = cohorts(scene.view, last, Sense.BRACKETS) if small else weekly
    return [title, _table(scene, table), Paragraph((Span(stays),))]


def _tells(table: CohortTable) -> bool:
    return any(row.known and row.size for row in table.rows)


def _table(scene: Scene, table: CohortTable) -> Table:
    """A cohort a row, and all of them together."""
    say, lang = scene.say, scene.lang
    head = table_head(table, say)
    skipped = 0 if table.sense is Sense.BRACKETS else 1
    rows = [
        (short_date(row.period.first, lang), whole(row.size), *map(cell_words, row.cells[skipped:]))
        for row in table.rows
        if row.known and row.size
    ]
    rows.append((say("合计"), "", *map(cell_words, table.total[skipped:])))
    wide = tuple(row + ("",) * (len(head) - len(row)) for row in rows)
    caption = scene.in_a_row(say("{title}。", title=table_title(table, say)), *table_notes(table, say))
    return Table(head, wide, tuple(range(1, len(head))), caption)


def _quiet(scene: Scene) -> list[Block]:
    """Members whose silence is unusual for them; never a fact about anybody."""
    found = returning(scene.view, scene.period.last)
    if found.fit is None:
        return []
    blocks: list[Block] = [Heading(scene.say("谁可能不再来了"))]
    if found.quiet:
        blocks.append(_listed(scene, found))
    blocks.append(Paragraph((Span(scene.in_a_row(*returning_words(found, scene.say))),)))
    return blocks


def _listed(scene: Scene, found: Returning) -> Table:
    say, shown = scene.say, found.quiet[:_MOST]
    names = scene.view.accounts([one.account for one in shown])
    rows = tuple(
        (
            scene.named(names.get(one.account)),
            percent(one.alive),
            short_date(one.last, scene.lang),
            short_date(one.worth_on, scene.lang),
            quiet_words(one, say),
        )
        for one in shown
    )
    head = (say("成员"), say("还在的把握"), say("最近一次"), say("值得问一声"), say("为什么"))
    people = tuple(scene.person(names.get(one.account)) for one in shown)
    return Table(head, rows, (1,), people=people)
