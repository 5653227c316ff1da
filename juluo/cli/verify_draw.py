"""juluo verify-draw: was a draw held as it was announced?"""

from pathlib import Path
from typing import Annotated

import typer

from juluo.cli.home import NOTHING_DONE, Json, fail, language, spoken, tell, why, words
from juluo.desk.draws.proof import Checked, Proof, checked, read
from juluo.desk.draws.sealed import DrawError
from juluo.wording.catalogue import speaker
from juluo.wording.printable import as_json, on_one_line


def verify_draw(
    file: Annotated[Path, typer.Argument(help="验证文件｜the draw's verification file")],
    seal: Annotated[
        str, typer.Option(help="抽之前公布的封签｜the seal that was published before the draw", show_default=False)
    ] = "",
    lang: Annotated[str | None, typer.Option(help="zh, en")] = None,
    json_: Json = False,
) -> None:
    """核对抽奖是不是照公布的抽的；不对就返回 1。｜Check a draw against what was announced; 1 if it fails."""
    said = language(lang)
    proof = _read(file)
    found = checked(proof, seal)
    if json_:
        tell(as_json(_facts(proof, found, said)))
    else:
        _show(proof, found, said)
    if any(one.holds is False for one in found):
        raise typer.Exit(NOTHING_DONE)


def _read(file: Path) -> Proof:
    try:
        return read(file.read_text("utf-8-sig"))
    except OSError as error:
        fail(words()("读不了 {file}：{why}。", file=file, why=why(error)))
    except UnicodeDecodeError:
        fail(words()("{file} 不是抽奖的验证文件：它不是文字。", file=file))
    except DrawError as error:
        fail(words()("{file}：{why}", file=file, why=error.sentence.words(spoken())))


def _show(proof: Proof, found: tuple[Checked, ...], lang: str) -> None:
    say = speaker(lang)
    marks = {True: say("[对]"), False: say("[不对]"), None: say("[请自己对]")}
    for one in found:
        tell(f"{marks[one.holds]} {one.words.words(lang)}")
    for tag in proof.winners:
        tell(say("中奖：{tag}", tag=tag))
    for tag, reason in proof.passed_over.items():
        tell(say("换下，没有中奖：{tag}，理由是：{reason}", tag=tag, reason=on_one_line(reason)))


def _facts(proof: Proof, found: tuple[Checked, ...], lang: str) -> dict[str, object]:
    return {
        "draw": proof.sealed.terms.draw,
        "seal": proof.sealed.seal,
        "holds": not any(one.holds is False for one in found),
        "until": proof.sealed.terms.until,
        "early": proof.sealed.terms.early,
        "winners": list(proof.winners),
        "passed_over": dict(proof.passed_over),
        "points": {str(one.point): {"holds": one.holds, "words": one.words.words(lang)} for one in found},
    }
