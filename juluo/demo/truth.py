"""What was planted: the numbers and ids that a report of the simulated community must find."""

from dataclasses import dataclass

LABEL = "模拟数据"


@dataclass(frozen=True, slots=True)
class DayTruth:
    """One community day. Members are everyone but bots and staff; moments and days are ISO 8601.

    `members` is the number at the day's end, staff counted. `messages` are the members' (recalled ones counted),
    `recalled` how many of them were taken back. `questions` are the members'; `answered` until the data ends.
    """

    day: str
    members: int
    joined: int
    left: int
    active_members: int
    messages: int
    recalled: int
    staff_messages: int
    bot_messages: int
    questions: int
    answered: int
    answered_24h: int
    messages_by_channel: dict[str, int]
    active_by_channel: dict[str, int]


@dataclass(frozen=True, slots=True)
class EventTruth:
    """An evening: `drawn_in` would not have spoken that day, so the lift in active members is exactly their number."""

    number: int
    day: str
    channel: str
    starts: str
    ends: str
    theme: str
    lift: int
    active_without: int
    active_with: int
    drawn_in: tuple[str, ...]
    regulars: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeadChannelTruth:
    channel_id: str
    channel: str
    fades_from: str
    last_message_day: str


@dataclass(frozen=True, slots=True)
class SpamTruth:
    day: str
    channel: str
    accounts: tuple[str, ...]
    messages: tuple[str, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class WaitingTruth:
    """A question of the last day that no other person answered before the data ends."""

    id: str
    author: str
    channel: str
    asked_at: str
    text: str


@dataclass(frozen=True, slots=True)
class LastDayTruth:
    """The day whose report is looked at, beside the days it is compared with."""

    day: str
    same_weekday_before: str
    active_members: int
    active_same_weekday: int
    active_last_four: tuple[int, ...]
    drawn_in_channel: str
    drawn_in: int
    late_questions: tuple[str, ...]
    late_unanswered: tuple[str, ...]
    waiting: tuple[WaitingTruth, ...]


@dataclass(frozen=True, slots=True)
class AnswerTruth:
    """Medians of the planted waiting time in 答疑, before and after `late_from`, in minutes, if all are answered."""

    late_from: str
    minutes: float
    late_minutes: float


@dataclass(frozen=True, slots=True)
class NewcomersTruth:
    """Members who joined and spoke that day. `came_back` spoke again within 14 days; `watched` is who can be judged.

    The last 14 days' newcomers are not yet watched long enough, and the spam accounts are no newcomers here.
    """

    comes_back_welcomed: float
    comes_back_alone: float
    welcomed: tuple[str, ...]
    alone: tuple[str, ...]
    came_back: tuple[str, ...]
    watched: tuple[str, ...]
    first_messages: dict[str, str]


@dataclass(frozen=True, slots=True)
class QuietTruth:
    first: str
    last: str
    pace: float


@dataclass(frozen=True, slots=True)
class NeedTruth:
    """Something members say they want, again and again: the messages that say it."""

    about: str
    messages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Truth:
    label: str
    seed: int
    zone: str
    first_day: str
    last_day: str
    members_at_start: int
    channels: dict[str, str]
    days: dict[str, DayTruth]
    last: LastDayTruth
    events: tuple[EventTruth, ...]
    dead_channel: DeadChannelTruth
    spam: SpamTruth
    answers: AnswerTruth
    newcomers: NewcomersTruth
    quiet: QuietTruth
    need: NeedTruth
