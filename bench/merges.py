"""Is who is suggested to be one person one? `python bench/merges.py [seed …]` (11, 12, 13; needs JULUO_REAL_DATA).

Real communities, whose people are known by one account each, get invented names: popular ones, so that some people are
called alike. Then some people's messages are dealt to two accounts, as it happens in life:

- a new phone: all from a moment on is the new account's, which is called the same, nearly so, or otherwise;
- a second platform: the messages of some days are another platform's account's, named alike or otherwise.

Right is a suggestion of the two halves of one person; any other is wrong. Recall is over all who were split, those who
took a name of their own too: nobody could find these, and they are told in a column of their own.
"""

import os
import random
import sys
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from juluo.insights.merges.signs import Sure
from juluo.insights.merges.suggesting import Suggestion, suggestions
from juluo.intake.take_in import Wish, take_in
from juluo.store.embedded import EmbeddedStore

COMMUNITIES = {
    "lean 2021": ("lean_zulip_2021",),
    "irc, two years": ("irc_raku_2022_2023",),
    "forum, nine years": ("discourse_urho3d",),
    "gitter": ("fcc_gitter",),
}
SPLIT, ENOUGH, LONG_DAYS = 60, 12, 10
# So many of those who aren't split have a name out of the pool, popular ones more often; the others one of their own.
POPULAR = 0.25
FAMILY = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英文建国志海波宇浩然子轩梓涵"
NICK = (
    "小明",
    "阿杰",
    "Kevin",
    "Alex",
    "老王",
    "Tom",
    "一叶知秋",
    "Lucky",
    "小鱼",
    "Jack",
    "风",
    "阿飞",
    "Anna",
    "大熊",
)
FULL = ("子轩", "浩然", "梓涵", "宇航", "欣怡", "志强", "建国", "海燕")
SYLLABLES = ("ka", "lo", "mi", "ren", "shu", "to", "vex", "zan", "qi", "ber", "nox", "lin", "dra", "fu", "wei", "sol")


class Names:
    """Invented names, seeded."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.taken: set[str] = set()

    def any(self) -> str:
        if self.dice.random() < POPULAR:
            # Zipf's law: the first of the pool is ten times as popular as the tenth.
            pool = [*NICK, *(family + given for family in FAMILY[:8] for given in (*GIVEN[:12], *FULL))]
            return str(self.dice.choices(pool, [1 / (place + 1) for place in range(len(pool))])[0])
        return self.own()

    def own(self) -> str:
        """A name nobody else has."""
        while (made := self._made()) in self.taken:
            continue
        self.taken.add(made)
        return made

    def _made(self) -> str:
        if self.dice.random() < 0.4:
            return self.dice.choice(FAMILY) + "".join(self.dice.sample(GIVEN, 2))
        made = "".join(self.dice.choices(SYLLABLES, k=self.dice.randint(3, 5)))
        return made + (str(self.dice.randint(1, 99)) if self.dice.random() < 0.3 else "")

    def nearly(self, name: str) -> str:
        """The name as its owner writes it on a second account."""
        wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)
        forms = [
            name + "2",
            name + "_",
            name + "小号",
            name + " new",
            name.upper(),
            wide,
            f"{name}（新号）",
            f"🌙{name}",
        ]
        forms += [name[:-1] + name[-1] * 2, name + "\u200b"]
        return self.dice.choice(forms)


@dataclass
class Planted:
    """What was planted in one community: accounts by (file, id), who was split, and whether it could be found."""

    names: dict[str, str] = field(default_factory=dict)
    split: dict[str, str] = field(default_factory=dict)
    hopeless: set[str] = field(default_factory=set)


def plant(con: duckdb.DuckDBPyConnection, dice: random.Random) -> Planted:
    """Split some people of table `rows_in`; the second halves' ids end in /2, those of another platform in /b."""
    told, names = Planted(), Names(dice)
    authors = [row[0] for row in con.execute("SELECT DISTINCT author FROM rows_in ORDER BY 1").fetchall()]
    told.names = {author: names.any() for author in authors}
    busy = con.execute(
        f"SELECT author FROM rows_in WHERE NOT coalesce(is_bot, false) GROUP BY author HAVING count(*) >= {ENOUGH}"
        f" AND max(ts) - min(ts) >= INTERVAL {LONG_DAYS} DAY ORDER BY author"
    ).fetchall()
    con.execute("CREATE OR REPLACE TABLE moved (author VARCHAR, id VARCHAR, since TIMESTAMPTZ, salt BIGINT)")
    for place, (author,) in enumerate(dice.sample(busy, min(SPLIT, len(busy) // 3))):
        other = f"{author}/{'2' if place % 2 else 'b'}"
        since = _moment(con, author, dice.uniform(0.2, 0.8)) if place % 2 else None
        con.execute("INSERT INTO moved VALUES (?, ?, ?, ?)", [author, other, since, dice.randint(0, 2**31)])
        told.split[author] = other
        chance = dice.random()
        told.names[other] = told.names[author] if chance < 0.5 else names.nearly(told.names[author])
        if chance > 0.85:
            told.names[other] = names.own()
            told.hopeless.add(author)
    return told


def _moment(con: duckdb.DuckDBPyConnection, author: str, share: float) -> object:
    found = con.execute("SELECT quantile_disc(ts, ?) FROM rows_in WHERE author = ?", [share, author]).fetchone()
    return found[0] if found else None


# Of those who aren't split, three in ten are on the other platform alone.
_DEALT = """
SELECT r.* REPLACE (CASE WHEN m.since IS NOT NULL AND r.ts >= m.since THEN m.id ELSE r.author END AS author),
    CASE WHEN m.id IS NULL THEN hash(r.author) % 10 < 3
         ELSE m.since IS NULL AND hash(r.ts::DATE, m.salt) % 100 < 35 END AS there,
    CASE WHEN m.id IS NULL THEN r.author ELSE m.id END AS other
FROM rows_in r LEFT JOIN moved m USING (author)
"""


def export(con: duckdb.DuckDBPyConnection, told: Planted, folder: Path) -> tuple[Path, Path]:
    """The two platforms' tables."""
    con.execute(
        "CREATE TABLE called AS SELECT unnest($ids) AS id, unnest($names) AS author_name",
        {"ids": list(told.names), "names": list(told.names.values())},
    )
    con.execute(f"CREATE TABLE dealt AS {_DEALT}")
    paths = folder / "here.parquet", folder / "there.parquet"
    for path, where, who in ((paths[0], "NOT there", "author"), (paths[1], "there", "other")):
        con.execute(
            f"COPY (SELECT msg_id, ts, channel_id, topic, {who} AS author, author_name, is_bot, kind, text, reply_to,"
            f" extra FROM dealt LEFT JOIN called ON id = {who} WHERE {where} ORDER BY ts) TO '{path}' (FORMAT parquet)"
        )
    return paths


def trial(files: tuple[str, ...], seed: int) -> Counter[str]:
    """What was split, what was suggested of it, and what else was suggested."""
    dice = random.Random(seed)  # noqa: S311 - repeatable, not secret
    with tempfile.TemporaryDirectory() as name, duckdb.connect() as con:
        folder = Path(name)
        listed = [f"{os.environ['JULUO_REAL_DATA']}/communities/{file}.parquet" for file in files]
        con.execute("SET TimeZone = 'UTC'")
        con.execute(
            "CREATE TABLE rows_in AS SELECT * FROM read_parquet($paths) WHERE ts IS NOT NULL AND author IS NOT NULL",
            {"paths": listed},
        )
        told = plant(con, dice)
        with closing(EmbeddedStore(folder / "home")) as store:
            for path in export(con, told, folder):
                take_in(store, "town", [path], Wish(timezone="UTC", mapping={"platform_name": path.stem}))
            community = store.community("town")
            if community is None:
                raise KeyError("town")
            with closing(store.view(community)) as view:
                return counted(suggestions(view), told)


def counted(found: tuple[Suggestion, ...], told: Planted) -> Counter[str]:
    counts: Counter[str] = Counter(split=len(told.split), hopeless=len(told.hopeless))
    for one in found:
        ids = {account.account_id for known in (one.one, one.other) for account in known.accounts}
        right = any(ids == {author, other} for author, other in told.split.items())
        counts[f"{one.sure} {'right' if right else 'wrong'}"] += 1
    return counts


def row(name: str, counts: Counter[str]) -> str:
    """A line of the table: how many of the suggestions of each kind are right, and how many halves were found."""

    def share(part: int, whole: int) -> str:
        return f"{part} of {whole}, {part / whole:.0%}" if whole else "–"

    likely, maybe = (counts[f"{sure} right"] for sure in (Sure.LIKELY, Sure.MAYBE))
    wrong_likely, wrong_maybe = (counts[f"{sure} wrong"] for sure in (Sure.LIKELY, Sure.MAYBE))
    cells = [
        share(likely, likely + wrong_likely),
        share(maybe, maybe + wrong_maybe),
        share(likely + maybe, counts["split"]),
        share(likely + maybe, counts["split"] - counts["hopeless"]),
    ]
    return f"| {name} | " + " | ".join(cells) + " |"


def main() -> None:
    if not os.environ.get("JULUO_REAL_DATA"):
        sys.exit("JULUO_REAL_DATA is not set")
    seeds = [int(words) for words in sys.argv[1:]] or [11, 12, 13]
    print("| community | right of 很可能 | right of 可能 | halves found | of those that kept a like name |")
    print("|---|---|---|---|---|")
    whole: Counter[str] = Counter()
    for community, files in COMMUNITIES.items():
        counts = sum((trial(files, seed) for seed in seeds), Counter[str]())
        whole += counts
        print(row(community, counts), flush=True)
    print(row("**all**", whole))


if __name__ == "__main__":
    main()
