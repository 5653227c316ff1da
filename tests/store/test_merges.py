"""Accounts tied to one person and untied while imports come and go: against sets and dicts, now and as known then."""

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from backups import saved
from ledgers import CAST, MEMBER, MODERATOR, NOON, OUTSIDER, OWNER, SLUG, Said, bring

from juluo.intake.acts import Act, append_acts
from juluo.ledger.actors import Actors
from juluo.ledger.acts import AccountsTied, AccountsUntied
from juluo.ledger.entry import Account
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.store.embedded import EmbeddedStore
from juluo.store.facts import Community
from juluo.store.restore import restore
from juluo.store.view import View

EVER = Period(NOON.date(), NOON.date() + timedelta(days=60))
NEVER = Period(date(2030, 1, 1), date(2030, 1, 1))
TIED, UNTIED = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC)


@dataclass
class Tea:
    """A community of the cast, in which ties are told by name."""

    store: EmbeddedStore

    @property
    def community(self) -> Community:
        found = self.store.community(SLUG)
        assert found is not None
        return found

    @property
    def codes(self) -> dict[str, int]:
        return {account.name: code for code, account in self.store.register.accounts(SLUG).items()}

    def account(self, name: str) -> Account:
        return self.store.register.accounts(SLUG)[self.codes[name]]

    def tie(self, *names: str, at: datetime = TIED) -> int:
        return append_acts(self.store, self.community, [Act(at, AccountsTied(tuple(self.codes[n] for n in names)))])

    def untie(self, *names: str, at: datetime = UNTIED) -> int:
        return append_acts(self.store, self.community, [Act(at, AccountsUntied(tuple(self.codes[n] for n in names)))])

    def view(self, known_at: int | None = None, actors: Actors = Actors.MEMBERS) -> View:
        return self.store.view(self.community, known_at, actors)

    def version(self) -> int:
        return self.store.ledger.open().version()

    def persons(self, known_at: int | None = None) -> set[frozenset[str]]:
        names = {code: name for name, code in self.codes.items()}
        with closing(self.view(known_at)) as view:
            return {frozenset(names[code] for code in group) for group in view.persons.groups.values()}


@pytest.fixture
def tea(tmp_path: Path) -> Iterator[Tea]:
    store = EmbeddedStore(tmp_path / "home")
    bring(store, [Said(1, who=OWNER), Said(2, who=MODERATOR), Said(3, who=MEMBER).on(1), Said(4, who=OUTSIDER).on(2)])
    yield Tea(store)
    store.close()


def test_presence_roll_up_and_entries_have_persons_for_accounts(tea: Tea) -> None:
    tea.tie(OWNER, MEMBER)
    owner, moderator, outsider = min(tea.codes[OWNER], tea.codes[MEMBER]), tea.codes[MODERATOR], tea.codes[OUTSIDER]
    with closing(tea.view()) as view:
        assert set(view.presence.spoke(EVER)) == {owner, moderator, outsider}
        assert [set(bits) for bits in view.presence.spoke_by_day().values()] == [
            {owner, moderator},
            {owner},
            {outsider},
        ]
        assert len(view.account_presence.spoke(EVER)) == 4
        view.lay_rollup("rollup", EVER)
        assert {row[1] for row in view.ask("FROM rollup WHERE account IS NOT NULL")} == {owner, moderator, outsider}
        assert [line.account for line in view.lines(EntryQuery(EVER, accounts=(owner,)))] == [owner, owner]
        assert view.count(EntryQuery(EVER, accounts=(tea.codes[MEMBER],))) == 2
        assert len(view.ids(EntryQuery(EVER, accounts=(owner,)))) == 2
        assert view.tally(EntryQuery(EVER), "account") == {owner: 2, moderator: 1, outsider: 1}


def test_a_tie_is_no_sign_of_life(tea: Tea) -> None:
    before = tea.version()
    tea.tie(OWNER, MEMBER, at=NOON + timedelta(days=20))
    with closing(tea.view()) as view, closing(tea.view(before)) as earlier:
        assert view.presence.acted_by_day(EVER).keys() == earlier.presence.acted_by_day(EVER).keys()
        lines = view.lines(EntryQuery(EVER, (Kind.ACCOUNT_TIED,)))
        assert [(line.account, line.detail, line.text) for line in lines] == [(None, {}, None)]
        assert view.coverage.last == earlier.coverage.last
        assert "kind NOT IN" in view.wordless(EVER, ("day", "kind"))
        assert "kind NOT IN" not in earlier.wordless(EVER, ("day", "kind"))


def test_who_is_staff_by_one_account_is_staff_by_all(tea: Tea) -> None:
    with tea.store.register.writing() as db:
        db.execute("INSERT INTO marks VALUES (?, 1, 0, 1)", (tea.codes[MEMBER],))
    tea.tie(OWNER, MEMBER)
    with closing(tea.view()) as view:
        assert set(view.aside) == {tea.codes[OWNER], tea.codes[MEMBER]}
        assert view.left_out(EVER) == {"staff": 1, "bots": 0}
        assert view.accounts([tea.codes[OWNER]])[tea.codes[OWNER]].is_staff
        told = {line.account for line in view.lines(EntryQuery(EVER))}
        assert told == {tea.codes[MODERATOR], tea.codes[OUTSIDER]}


def test_a_bot_is_tied_to_nobody(tea: Tea) -> None:
    with tea.store.register.writing() as db:
        db.execute("INSERT INTO marks VALUES (?, 1, 1, 0)", (tea.codes[MEMBER],))
    tea.tie(OWNER, MEMBER)
    assert tea.persons() == set()


def test_the_same_tie_again_adds_nothing_and_undoing_its_import_parts_them(tea: Tea) -> None:
    no = tea.tie(OWNER, MEMBER)
    tea.tie(OWNER, MEMBER)
    with closing(tea.view()) as view:
        assert view.count(EntryQuery(Period(TIED.date(), TIED.date()), people_only=False)) == 1
    tea.store.undo(no)
    assert tea.persons() == {frozenset({OWNER, MEMBER})}  # the second import holds the tie too
    tea.store.undo(no + 1)
    assert tea.persons() == set()


def test_an_index_made_anew_has_the_same_persons(tea: Tea) -> None:
    tea.tie(OWNER, MEMBER)
    shutil.rmtree(tea.store.folder / "index")
    with closing(tea.view()) as view:
        assert len(view.presence.spoke(EVER)) == 3


def test_erasing_a_person_erases_every_account_they_have_and_counts_stay(tea: Tea) -> None:
    tea.tie(OWNER, MEMBER)
    assert {one.name for one in tea.store.all_accounts(SLUG, [tea.account(MEMBER)])} == {OWNER, MEMBER}
    tea.store.erase(SLUG, [tea.account(MEMBER)])
    with closing(tea.view()) as view:
        assert [one.erased for _, one in sorted(tea.store.register.accounts(SLUG).items())].count(True) == 2
        assert len(view.presence.spoke(EVER)) == 3
        assert len(view.persons.groups) == 1
        assert [line.text for line in view.lines(EntryQuery(EVER)) if line.kind is Kind.MESSAGE].count(None) == 2


def test_who_was_untied_again_is_not_erased_with_the_other(tea: Tea) -> None:
    tea.tie(OWNER, MEMBER)
    tea.untie(MEMBER)
    tea.store.erase(SLUG, [tea.account(MEMBER)])
    assert {account.name for account in tea.store.register.accounts(SLUG).values()} >= {OWNER, MODERATOR, OUTSIDER}


def test_ties_come_back_from_a_backup(tea: Tea, tmp_path: Path) -> None:
    tea.tie(OWNER, MEMBER)
    saved(tea.store, tmp_path / "tea.juluo")
    restore(tmp_path / "tea.juluo", tmp_path / "again")
    with closing(EmbeddedStore(tmp_path / "again")) as store:
        assert Tea(store).persons() == {frozenset({OWNER, MEMBER})}


def test_a_tie_names_accounts_of_its_own_community(tea: Tea) -> None:
    bring(tea.store, [Said(9, who="别处的人")], slug="go")
    (foreign,) = tea.store.register.accounts("go")
    with pytest.raises(KeyError):
        append_acts(tea.store, tea.community, [Act(TIED, AccountsTied((tea.codes[OWNER], foreign)))])


@pytest.mark.parametrize("seed", range(2))
def test_any_story_now_and_as_known_then(seed: int, tmp_path: Path) -> None:
    dice = random.Random(seed)  # noqa: S311 - repeatable, not secret
    with closing(EmbeddedStore(tmp_path / "home")) as store:
        tea, said = Tea(store), [Said(0, who=OWNER), *(Said(n, who=name) for n, name in enumerate(CAST[1:], 1))]
        bring(store, said)
        acts: dict[int, tuple[str, tuple[str, ...], datetime]] = {}
        then: list[tuple[int, set[frozenset[str]], Counter[frozenset[str]]]] = []
        for step in range(8):
            chance = dice.random()
            at = TIED + timedelta(hours=dice.randint(0, 500), seconds=step)
            names = tuple(dice.sample(CAST, 2))
            if chance < 0.15 and acts:
                store.undo(gone := dice.choice(sorted(acts)))
                del acts[gone]
            elif chance < 0.35:
                said.append(Said(100 + step, who=dice.choice(CAST)).on(dice.randint(0, 9)))
                bring(store, said)
            elif chance < 0.8:
                acts[tea.tie(*names, at=at)] = "tie", names, at
            else:
                acts[tea.untie(names[0], at=at)] = "untie", names[:1], at
            parts = partition(acts)
            then.append((tea.version(), {p for p in parts if len(p) > 1}, counted(said, parts)))
        for version, persons, messages in then:
            assert tea.persons(version) == persons
            assert shown(tea, version) == messages


def partition(acts: dict[int, tuple[str, tuple[str, ...], datetime]]) -> set[frozenset[str]]:
    """Who is one person after the standing acts, in the order in which they were made."""
    parts = {frozenset({name}) for name in CAST}
    for kind, names, _ in sorted(acts.values(), key=lambda act: act[2]):
        meant = frozenset(names)
        if kind == "tie":
            hit = {part for part in parts if part & meant}
            parts = (parts - hit) | {frozenset().union(*hit)}
        else:
            parts = {piece for part in parts for piece in (part & meant, part - meant) if piece}
    return parts


def counted(said: list[Said], parts: set[frozenset[str]]) -> Counter[frozenset[str]]:
    return Counter(next(part for part in parts if one.who in part) for one in said)


def shown(tea: Tea, version: int) -> Counter[frozenset[str]]:
    names = {code: name for name, code in tea.codes.items()}
    with closing(tea.view(version)) as view:
        view.lay_rollup("rollup", EVER)
        rows = view.ask("SELECT account, sum(n) FROM rollup WHERE account IS NOT NULL GROUP BY account")
        found = Counter({frozenset(names[c] for c in view.persons.accounts(code)): int(n) for code, n in rows})
        assert {code for code, _ in rows} == set(view.presence.spoke(EVER))
        lines = Counter(line.account for line in view.lines(EntryQuery(EVER, (Kind.MESSAGE,))))
        assert lines == Counter({code: int(n) for code, n in rows})
    return found
