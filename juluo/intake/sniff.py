"""Which reader a file is for, from its first 8 KiB and its name."""

from dataclasses import dataclass

from juluo.sources.files import Head, SourceFile
from juluo.sources.reader import Reader, UnreadableError, readers
from juluo.wording.sentence import told

_SURE_ENOUGH = 0.3


@dataclass(frozen=True, slots=True)
class Guess:
    """The reader that claims a file, and how sure it is (0 to 1)."""

    reader: Reader
    confidence: float


def sniff(file: SourceFile) -> Guess:
    """The most confident reader. Raises UnreadableError if none claims the file."""
    head = Head.of(file)
    if not head.raw:
        raise UnreadableError(told("{file} 是空的：请重新导出。", file=file.name))
    guesses = [Guess(reader, reader.sniff(head)) for reader in readers().values()]
    best = max(guesses, key=lambda guess: guess.confidence)
    if best.confidence < _SURE_ENOUGH:
        known = sorted(guess.reader.title for guess in guesses)
        sentence = told(
            "认不出 {file} 是什么导出：能读的有 {known}；也可以用 --format 指定。", file=file.name, known=known
        )
        raise UnreadableError(sentence)
    return best


def reader_named(name: str) -> Reader:
    """The reader of that name. Raises UnreadableError with the names there are."""
    if name not in readers():
        raise UnreadableError(told("没有叫 {name} 的格式：可选 {known}。", name=name, known=sorted(readers())))
    return readers()[name]
