"""What one import gathers while its files are read: people, places, and what could not be read."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from juluo.ledger.identity import name_hash
from juluo.ledger.sight import Sight
from juluo.wording.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Rejection:
    """A record that could not be read: where it stands, why, and its own words for the quarantine file."""

    file: str
    offset: int
    reason: Sentence
    raw: str


@dataclass(slots=True)
class Seen:
    """An account as an export shows it; the name is the latest one met."""

    platform: str
    account_id: str
    name: str
    weak: bool
    is_bot: bool
    is_staff: bool
    earlier: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name met, each once; the latest first."""
        return (self.name, *(name for name in self.earlier if name != self.name))

    def rename(self, name: str) -> None:
        if name != self.name:
            if self.name not in self.earlier:
                self.earlier = (*self.earlier, self.name)
            self.name = name


class Roster:
    """The accounts of one import, numbered as they are met."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self.accounts: list[Seen] = []
        self.hashes: list[int] = []

    def number(
        self,
        platform: str,
        account_id: str,
        name: str | None = None,
        *,
        weak: bool = False,
        is_bot: bool = False,
        is_staff: bool = False,
    ) -> int:
        """The account's number in this import. A later name replaces an earlier one; flags only ever rise."""
        key = (platform, account_id)
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.accounts)
            self.accounts.append(Seen(platform, account_id, name or account_id, weak, is_bot, is_staff))
            self.hashes.append(name_hash(f"{platform}\x1f{account_id}"))
            return number
        seen = self.accounts[number]
        if name:
            seen.rename(name)
        seen.is_bot = seen.is_bot or is_bot
        seen.is_staff = seen.is_staff or is_staff
        return number


@dataclass(slots=True)
class Place:
    """A channel (thread_id None) or a thread of one."""

    platform: str
    channel_id: str
    name: str
    thread_id: str | None = None
    channel: int = -1


class Places:
    """The channels and threads of one import, numbered as they are met."""

    def __init__(self) -> None:
        self._channels: dict[tuple[str, str], int] = {}
        self._threads: dict[tuple[int, str], int] = {}
        self.channels: list[Place] = []
        self.threads: list[Place] = []
        self.channel_hashes: list[int] = []
        self.thread_hashes: list[int] = []

    def channel(self, platform: str, channel_id: str, name: str | None = None) -> int:
        """The channel's number in this import; a later name replaces an earlier one."""
        key = (platform, channel_id)
        number = self._channels.get(key)
        if number is None:
            number = self._channels[key] = len(self.channels)
            self.channels.append(Place(platform, channel_id, name or channel_id))
            self.channel_hashes.append(name_hash(f"{platform}\x1f{channel_id}"))
        elif name:
            self.channels[number].name = name
        return number

    def thread(self, channel: int, thread_id: str, title: str | None = None) -> int:
        """The number of a thread or topic inside a channel."""
        key = (channel, thread_id)
        number = self._threads.get(key)
        if number is None:
            number = self._threads[key] = len(self.threads)
            home = self.channels[channel]
            self.threads.append(Place(home.platform, home.channel_id, title or thread_id, thread_id, channel))
            self.thread_hashes.append(name_hash(thread_id, self.channel_hashes[channel]))
        elif title:
            self.threads[number].name = title
        return number


@dataclass(slots=True)
class Reading:
    """One import's state, handed to every reader. `zone` reads times that carry none."""

    zone: ZoneInfo
    mapping: Mapping[str, str] = field(default_factory=dict)
    roster: Roster = field(default_factory=Roster)
    places: Places = field(default_factory=Places)
    sights: set[Sight] = field(default_factory=set)
    skipped: Counter[Sentence] = field(default_factory=Counter)
    rejections: list[Rejection] = field(default_factory=list)
    warnings: list[Sentence] = field(default_factory=list)
    exported_at: datetime | None = None
    file: str = ""

    def reject(self, offset: int, reason: Sentence, raw: str = "") -> None:
        """Count a record that can't be read. `offset`: byte in JSON and JSONL, line or row (from 1) elsewhere."""
        self.rejections.append(Rejection(self.file, offset, reason, raw[:2000]))

    def skip(self, reason: Sentence) -> None:
        """Count a record that is left out on purpose."""
        self.skipped[reason] += 1

    def saw(self, *sights: Sight) -> None:
        self.sights.update(sights)

    def warn(self, sentence: Sentence) -> None:
        """Tell the operator something about the file that is no rejection (a guess taken, an old export)."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)
