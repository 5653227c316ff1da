"""What must be known of a WhatsApp file before its first message is read: its headings, its dates, its name."""

import re
from dataclasses import dataclass

from juluo.ledger.kinds import Kind
from juluo.sources.chat_name import chat_name
from juluo.sources.dated_text import blocks
from juluo.sources.files import SourceFile, text_of
from juluo.sources.reader import UnreadableError
from juluo.sources.reading import Reading
from juluo.sources.system_lines import SystemLine
from juluo.sources.whatsapp_dates import BRACKETED, DASHED, MARKS, Order, OrderVote
from juluo.sources.whatsapp_phrases import hides_subject, is_encryption_notice, system_line
from juluo.wording.sentence import told

_HEAD_CHARACTERS = 64 << 10
_MARK = "\u200e"
_LONGEST_LINE = 400
_NAMELESS = "WhatsApp"
_STRIPPED = re.compile(f"[{MARKS}]")
_FILE_NAME = re.compile(
    r"(?:WhatsApp[ _]Chat(?:[ _](?:with|mit)[ _]|[ _]?-[ _]?)"
    r"|(?:Chat|Conversa|Discussion)[ _](?:de[ _]|do[ _]|no[ _])?WhatsApp[ _](?:con|com|avec)[ _])(?P<after>.+)"
    r"|[与與和](?P<between>.+?)的? ?WhatsApp ?(?:聊天|[对對][话話]).*"
    r"|WhatsApp ?(?:聊天|[对對][话話])(?:[记記][录錄])? ?[-－—与與和] ?(?P<chinese>.+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Chat:
    """How a file's headings look and what the chat is called; `names` may stand where an author does."""

    heading: re.Pattern[str]
    order: Order
    name: str
    names: frozenset[str]


def first_look(file: SourceFile, reading: Reading) -> Chat:
    """The chat a file holds; UnreadableError if no line looks like WhatsApp's."""
    with text_of(file) as stream:
        start = "\n" + stream.read(_HEAD_CHARACTERS).replace("\r\n", "\n").lstrip("\ufeff")
    heading = heading_of(start)
    if heading is None:
        sentence = told(
            "{file} 里没有 WhatsApp 的消息行（像“[2024/1/5 15:04:05] 名字: 内容”），"
            "请确认文件是从 WhatsApp 的“导出聊天”得到的 txt。",
            file=file.name,
        )
        raise UnreadableError(sentence)
    lines = heading.split(start)[4 :: heading.groups + 1]
    notice = _notice_name(lines[0])
    filed = chat_name(file.name)
    said = _created_name(lines) or notice or _name_in_file_name(filed or "") or _former_name(lines) or filed
    name = reading.mapping.get("channel_name") or said or _NAMELESS
    if name == _NAMELESS:
        reading.warn(
            told(
                "{file} 里看不出是哪个聊天，频道先记作“{name}”；"
                "要分清多个聊天，请直接导入 WhatsApp 给出的 zip，或把文件改成群名。",
                file=file.name,
                name=name,
            )
        )
    return Chat(heading, _order(file, heading, reading), name, frozenset({name, said or name, notice or name}))


def plain_name(written: str) -> str:
    """A name without direction marks, hard spaces, and the ~ put before names that are in no contact list."""
    return _STRIPPED.sub("", written).replace("\u00a0", " ").replace("\u202f", " ").strip().lstrip("~").lstrip()


def heading_of(text: str) -> re.Pattern[str] | None:
    """The shape of the first heading in the text."""
    found = [(match.start(), shape) for shape in (BRACKETED, DASHED) if (match := shape.search(text))]
    return min(found, key=lambda first: first[0])[1] if found else None


def first_words(text: str, heading: re.Pattern[str]) -> str:
    """What the first message says, if the text starts with it."""
    first = re.match(heading.pattern + r"(?:[^\n:]{1,160}?: )?\u200e?([^\n]*)", text)
    return first[4] if first else ""


def _order(file: SourceFile, heading: re.Pattern[str], reading: Reading) -> Order:
    vote = OrderVote()
    for block in blocks(file, heading, _HEAD_CHARACTERS):
        found = heading.findall(block.text)
        if vote.meet((day for _, day, _ in found), (clock for _, _, clock in found)):
            break
    if vote.is_guess:
        orders = told("月/日"), told("日/月")
        taken, other = orders if vote.order is Order.MONTH_DAY else orders[::-1]
        reading.warn(
            told(
                "{file} 的日期分不清日和月，按“{taken}”读入；如果其实是“{other}”，请换一份日期跨度更长的导出。",
                file=file.name,
                taken=taken,
                other=other,
            )
        )
    return vote.order


def _notice_name(first_line: str) -> str | None:
    author, _, words = first_line.partition(": ")
    return plain_name(author) if is_encryption_notice(words.lstrip(_MARK)) else None


def _created_name(lines: list[str]) -> str | None:
    """The name the chat was created with: a later export still has it, whatever the chat is called by then."""
    named = (said.name for line in lines if (said := _subject_in(line)) and said.kind is Kind.SYSTEM)
    return next((name for name in named if name), None)


def _former_name(lines: list[str]) -> str | None:
    renamed = (said for line in lines if (said := _subject_in(line)) and said.kind is Kind.RENAME)
    return next((said.former_name or said.name for said in renamed), None)


def _subject_in(line: str) -> SystemLine | None:
    author, _, words = line.rstrip().partition(": ")
    if words.startswith(_MARK):
        line = words
    elif words and not hides_subject(author):
        return None
    line = line.strip().strip(_MARK).strip()
    return system_line(line) if line.endswith(('"', "”", "」")) and len(line) < _LONGEST_LINE else None


def _name_in_file_name(stem: str) -> str | None:
    found = _FILE_NAME.fullmatch(stem)
    name = found and next(part for part in found.groups() if part)
    return name.replace("_", " ").strip() if name else None
