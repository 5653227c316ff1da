"""Ten days of four people: 林晚 runs the place, 周野 helps, 何田田 asks, Marek looks in."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

START = datetime(2026, 11, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
DAYS = 10
PEOPLE = {"u1": "林晚", "u2": "周野", "u3": "何田田", "u4": "Marek"}


def write_small_export(path: Path) -> Path:
    rows = [row for day in range(DAYS) for row in _day(day)]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def _day(day: int) -> list[dict[str, object]]:
    said = [("u1", "早上好", "公告"), ("u3", f"第{day}个问题怎么办？", "答疑"), ("u2", "这样办。", "答疑")]
    if day % 3 == 0:
        said.append(("u4", "Looks good", "公告"))
    return [
        {
            "id": f"m{day}-{nth}",
            "ts": (START + timedelta(days=day, hours=nth)).isoformat(),
            "author": author,
            "author_name": PEOPLE[author],
            "text": text,
            "channel": channel,
            "reply_to": f"m{day}-1" if nth == 2 else "",
        }
        for nth, (author, text, channel) in enumerate(said)
    ]
