"""A simulated community whose members, channels and words attack whoever shows them. All of it is invented."""

import json
from itertools import cycle
from pathlib import Path

from simulated_town import LAST

from juluo.demo.export import write_export

# Each would set window.__xss, or raise a dialog, where a page let it.
PAYLOADS = (
    "<script>window.__xss=1</script>",
    "</script><script>window.__xss=2</script>",
    "<img src=x onerror=window.__xss=3>",
    '"><img src=x onerror="window.__xss=4">',
    "'><svg onload='window.__xss=5'>",
    "<svg><animate onbegin=window.__xss=6 attributeName=x dur=1s>",
    "<details open ontoggle=window.__xss=7>",
    "<input autofocus onfocus=window.__xss=8>",
    '" autofocus onfocus="window.__xss=9" x="',
    "' onmouseover='window.__xss=10' y='",
    "<iframe srcdoc='<script>top.__xss=11</script>'>",
    "<iframe src=javascript:top.__xss=12>",
    "javascript:window.__xss=13",
    "<a href=javascript:window.__xss=14>x</a>",
    "<body onload=window.__xss=15>",
    "<style>@import 'javascript:window.__xss=16'</style>",
    "</style><script>window.__xss=17</script>",
    "</title><script>window.__xss=18</script>",
    "</textarea><script>window.__xss=19</script>",
    "--><script>window.__xss=20</script><!--",
    "]]><script>window.__xss=21</script>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=window.__xss=22>",
    "<noscript><p title='</noscript><img src=x onerror=window.__xss=23>'>",
    "{{constructor.constructor('window.__xss=24')()}}",
    "${window.__xss=25}",
    "{{ ''.__class__.__mro__ }}{% include '/etc/passwd' %}",
    "%3Cscript%3Ewindow.__xss=26%3C/script%3E",
    "&lt;script&gt;window.__xss=27&lt;/script&gt;",
    "&#60;img src=x onerror=window.__xss=28&#62;",
    "\\u003cscript\\u003ewindow.__xss=29\\u003c/script\\u003e",
    "';window.__xss=30;//",
    '";window.__xss=31;//',
    "</svg><script>window.__xss=32</script>",
    "<svg><foreignObject><script>window.__xss=33</script></foreignObject></svg>",
    "<button formaction=javascript:window.__xss=34>x",
    "<b hx-get=/ hx-trigger=load hx-on:htmx:after:request=window.__xss=35>",
    "<div data-chart='{\"juluo\":{}}' hx-on--load=window.__xss=36>",
    "<object data=data:text/html,<script>top.__xss=37</script>>",
    "<meta http-equiv=refresh content=0;url=javascript:window.__xss=38>",
    "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "[x](javascript:window.__xss=39) <javascript:window.__xss=40>",
    "{a|{x|{y}}}<img/src/onerror=window.__xss=41>",
    "\u202e<img src=x onerror=window.__xss=42>",
    "<script>alert(43)</script>",
    "=HYPERLINK(1)<script>window.__xss=44</script>",
)
SLUG = "tea"
Row = dict[str, object]


class _Attack:
    """Puts payloads into rows; the same person and the same channel always bear the same one."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.next = cycle(PAYLOADS)

    def named(self, key: str) -> str:
        return self.names.setdefault(key, f"{PAYLOADS[len(self.names) % len(PAYLOADS)]} {key}")

    def told(self, words: object) -> str:
        """Words after an attack: a question stays one, and what is waited for stays waited for."""
        return f"{next(self.next)} {words}"

    def on(self, row: Row) -> Row:
        row["channel"] = self.named(str(row["channel_id"]))
        if row.get("author"):
            row["author_name"] = self.named(str(row["author"]))
        for column in ("topic", "text"):
            if row.get(column):
                row[column] = self.told(row[column])
        if isinstance(detail := row.get("detail"), dict):
            row["detail"] = {key: self.told(told) for key, told in detail.items() if key != "simulated"}
        return row


def export(folder: Path) -> Path:
    """The export of the simulated community, with an attack in every name and every text."""
    peaceful, path, attack = write_export(folder, LAST).export, folder / "hostile.jsonl", _Attack()
    rows = (attack.on(json.loads(line)) for line in peaceful.read_text(encoding="utf-8").splitlines())
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path
