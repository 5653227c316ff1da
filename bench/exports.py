"""Writes format-faithful exports of any size: `python bench/exports.py discord 1000000 out.json`.

The layout is the exporters' own (Telegram Desktop: one space an indent; DiscordChatExporter: two), the people and
the words are invented. The same arguments give the same bytes.
"""

import json
import random
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

SEED = 20240301
START = 1_704_067_200
SHANGHAI = timezone(timedelta(hours=8))
_SAID = (
    "今天 服务器 更新 之后 还是 连不上 有人 知道 怎么 解决 吗 谢谢 我 试过 重启 没有 用 下周 线上 分享 会 几点 开始 "
    "文档 里 写 了 可以 先 看看 新手 频道 欢迎 大家 好 明天 见 the build fails on main again thanks works for me now"
)
WORDS = _SAID.split()
SURNAMES, GIVEN = "林陈周吴郑王冯褚卫蒋沈韩杨", ("晓", "默", "舟", "子涵", "一诺", "思远", "若溪", "Ada", "Kit")


def people(count: int) -> list[str]:
    return [f"{SURNAMES[i % len(SURNAMES)]}{GIVEN[i // 3 % len(GIVEN)]}{i}" for i in range(count)]


class Cast:
    """Who speaks next, when, and what: a few speak much, most speak little."""

    def __init__(self, messages: int) -> None:
        self.random = random.Random(SEED)  # noqa: S311 - invented data, no secret
        self.names = people(max(20, min(20_000, messages // 50)))
        self.moment = float(START)
        self.step = 365 * 86_400 / max(messages, 1)

    def speaker(self) -> int:
        return int(self.random.paretovariate(0.6)) % len(self.names)

    def words(self) -> str:
        pick = self.random
        said = "".join(pick.choices(WORDS, k=1 + int(pick.expovariate(1 / 9))))
        return said.replace('"', "")

    def tick(self) -> float:
        self.moment += self.random.expovariate(1 / self.step)
        return self.moment


def telegram_messages(count: int) -> Iterator[object]:
    cast = Cast(count)
    for number in range(1, count + 1):
        speaker, moment, text = cast.speaker(), int(cast.tick()), cast.words()
        message: dict[str, object] = {
            "id": number,
            "type": "message",
            "date": datetime.fromtimestamp(moment, SHANGHAI).strftime("%Y-%m-%dT%H:%M:%S"),
            "date_unixtime": str(moment),
        }
        dice = cast.random.random()
        if dice < 0.05:
            message |= {"edited": message["date"], "edited_unixtime": str(moment + 60)}
        message |= {"from": cast.names[speaker], "from_id": f"user{100_000 + speaker}"}
        if number > 10 and dice < 0.35:
            message["reply_to_message_id"] = number - 1 - int(cast.random.random() * 9)
        if 0.4 < dice < 0.45:
            message |= {"photo": "(File not included. Change data exporting settings to download.)", "width": 960}
        message |= _telegram_text(text, link=0.5 < dice < 0.55)
        if dice > 0.9:
            message["reactions"] = [{"type": "emoji", "count": 1 + int(dice * 50) % 4, "emoji": "👍"}]
        yield message


def _telegram_text(text: str, *, link: bool) -> dict[str, object]:
    if not link:
        return {"text": text, "text_entities": [{"type": "plain", "text": text}]}
    address = {"type": "link", "text": "https://example.org/doc"}
    return {"text": [text, address], "text_entities": [{"type": "plain", "text": text}, address]}


def discord_messages(count: int) -> Iterator[object]:
    cast = Cast(count)
    spoken: list[str] = ["0"] * 10
    for number in range(count):
        speaker, moment = cast.speaker(), cast.tick()
        snowflake = str((int(moment * 1000) - 1_420_070_400_000 << 22) + number % 4096)
        dice = cast.random.random()
        reply = dice < 0.25 and number > 10
        edited = _offset_time(moment + 60) if dice > 0.95 else None
        yield {
            "id": snowflake,
            "type": "Reply" if reply else "Default",
            "timestamp": _offset_time(moment),
            "timestampEdited": edited,
            "callEndedTimestamp": None,
            "isPinned": False,
            "content": cast.words(),
            "author": _discord_user(cast, speaker, roles=True),
            "attachments": _attachments(snowflake) if 0.4 < dice < 0.45 else [],
            "embeds": [],
            "stickers": [],
            "reactions": _discord_reactions(cast, speaker) if 0.5 < dice < 0.6 else [],
            "mentions": [_discord_user(cast, cast.speaker(), roles=True)] if reply else [],
            **({"reference": _reference(spoken[int(dice * 40) % 10])} if reply else {}),
            "inlineEmojis": [],
        }
        spoken[number % 10] = snowflake


def _offset_time(moment: float) -> str:
    return datetime.fromtimestamp(round(moment, 3), SHANGHAI).isoformat(timespec="milliseconds")


def _discord_user(cast: Cast, number: int, *, roles: bool) -> dict[str, object]:
    identity = str(300_000_000_000_000_000 + number * 7919)
    user: dict[str, object] = {
        "id": identity,
        "name": f"member_{number}",
        "discriminator": "0000",
        "nickname": cast.names[number],
        "color": "#3498DB",
        "isBot": number % 97 == 96,
    }
    if roles:
        user["roles"] = [
            {"id": str(400_000_000_000_000_000 + n), "name": f"角色{n}", "color": "#3498DB", "position": n}
            for n in range(number % 2)
        ]
    return user | {"avatarUrl": f"https://cdn.discordapp.com/avatars/{identity}/{number:032x}.png"}


def _discord_reactions(cast: Cast, speaker: int) -> list[object]:
    emoji = {
        "id": "",
        "name": "👍",
        "code": "thumbsup",
        "isAnimated": False,
        "imageUrl": "https://cdn.jsdelivr.net/gh/twitter/twemoji@latest/assets/svg/1f44d.svg",
    }
    return [{"emoji": emoji, "count": 1, "users": [_discord_user(cast, speaker, roles=False)]}]


def _attachments(snowflake: str) -> list[object]:
    address = (
        f"https://cdn.discordapp.com/attachments/500000000000000000/{snowflake}/image.png?ex=65a1b2c3&is=65a1b2c3"
    )
    return [{"id": snowflake, "url": address, "fileName": "image.png", "fileSizeBytes": 123456}]


def _reference(message: str) -> dict[str, object]:
    return {
        "type": "Default",
        "messageId": message,
        "channelId": "500000000000000000",
        "guildId": "600000000000000000",
    }


TELEGRAM_ROOT = {"name": "模拟数据群", "type": "private_supergroup", "id": 1234567890}
DISCORD_ROOT = {
    "guild": {
        "id": "600000000000000000",
        "name": "模拟数据",
        "iconUrl": "https://cdn.discordapp.com/embed/avatars/0.png",
    },
    "channel": {
        "id": "500000000000000000",
        "type": "GuildTextChat",
        "categoryId": "1",
        "category": "文字频道",
        "name": "闲聊",
        "topic": None,
    },
    "dateRange": {"after": None, "before": None},
    "exportedAt": "2025-01-02T08:00:00.1234567+08:00",
}
FORMATS: dict[str, tuple[int, dict[str, object], Callable[[int], Iterator[object]]]] = {
    "telegram": (1, dict(TELEGRAM_ROOT), telegram_messages),
    "discord": (2, dict(DISCORD_ROOT), discord_messages),
}


def write_export(name: str, count: int, target: Path) -> None:
    """An export of `count` messages, written as it is made."""
    indent, root, messages = FORMATS[name]
    pad, item = " " * indent, " " * indent * 2
    encode = json.JSONEncoder(ensure_ascii=False, indent=indent).encode
    with target.open("w", encoding="utf-8", newline="\n") as out:
        out.write(encode(root)[:-2] + f',\n{pad}"messages": [\n')
        for position, message in enumerate(messages(count)):
            out.write((",\n" if position else "") + item + encode(message).replace("\n", "\n" + item))
        out.write(f"\n{pad}]")
        if name == "discord":
            out.write(f',\n{pad}"messageCount": {count}')
        out.write("\n}\n")


if __name__ == "__main__":
    write_export(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
    print(datetime.now(UTC).isoformat(timespec="seconds"), sys.argv[3], Path(sys.argv[3]).stat().st_size)
