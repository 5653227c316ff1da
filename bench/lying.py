"""What a lying model gets past the checks: `python bench/lying.py [ROUND …]`, rounds being folders of `bench/drafts`.

A real server on 127.0.0.1 speaks OpenAI's chat completions and answers with the drafts in `bench/drafts`: invented
facts and messages, right sentences, and sentences with one planted error each. It lies twice, as a model does that
was asked once more. A draft counts as blocked where the planted sentence isn't shown; a good one as lost where it
isn't shown.
"""

import json
import sys
import threading
import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from juluo.insights.drafting.draft import draft, rendered
from juluo.insights.drafting.endpoint import Endpoint, ask
from juluo.insights.drafting.facts import Brief, Direction, Fact, Message, Task

DRAFTS = Path(__file__).parent / "drafts"
GOALS = {"number": 1.0, "quote": 1.0, "sign": 0.98, "name": 0.98}


@dataclass(frozen=True)
class Lines:
    """One file: a brief, and what a model might make of it, by kind; "good" is what may be shown."""

    file: str
    brief: Brief
    lines: dict[str, tuple[str, ...]]


def lines(folder: Path = DRAFTS / "mended") -> list[Lines]:
    return [_lines(path) for path in sorted(folder.glob("*.toml"))]


def _lines(path: Path) -> Lines:
    said = tomllib.loads(path.read_text("utf-8"))
    kinds = {"good": said["good"]["lines"], **said["wrong"]}
    return Lines(path.name, _brief(said), {kind: tuple(found) for kind, found in kinds.items()})


def _brief(said: dict[str, Any]) -> Brief:
    return Brief(
        Task.SUMMARY,
        said["language"],
        tuple(said["template"]),
        tuple(_fact(key, **found) for key, found in said["facts"].items()),
        tuple(Message(key, one["by"], one["text"]) for key, one in said["messages"].items()),
        said["people"],
        tuple(said["others"]),
        tuple(said["terms"]),
        said.get("causes", {}),
    )


def _fact(key: str, **found: Any) -> Fact:  # noqa: ANN401 - as TOML gives it
    said: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in found.items()}
    return Fact(key, **(said | {name: Direction(said[name]) for name in ("direction", "good") if name in said}))


class Liar(ThreadingHTTPServer):
    """Answers every question with the sentences that were put into it last, and counts the questions."""

    daemon_threads = True
    says: tuple[str, ...] = ()
    asked: int = 0


class _Mouth(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        liar = self.server
        assert isinstance(liar, Liar)  # noqa: S101 - serves no other
        liar.asked += 1
        self.rfile.read(int(self.headers["Content-Length"]))
        content = json.dumps({"sentences": liar.says}, ensure_ascii=False)
        body = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Say nothing."""


@contextmanager
def liar() -> Iterator[tuple[Liar, Endpoint]]:
    """A lying server, and the endpoint that leads to it."""
    server = Liar(("127.0.0.1", 0), _Mouth)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server, Endpoint(f"http://127.0.0.1:{server.server_port}/v1", "liar", "not-a-key", seconds=10)
    finally:
        server.shutdown()
        server.server_close()


def shown(server: Liar, endpoint: Endpoint, brief: Brief, sentence: str) -> bool:
    """Whether a draft with this sentence alone comes to be shown."""
    server.says = (sentence,)
    found = draft(brief, partial(ask, endpoint))
    return found.by_model and rendered(sentence, brief) in found.sentences


def main(folder: Path) -> None:
    drafts, through = Counter[str](), Counter[str]()
    print(f"{folder.name}:")
    with liar() as (server, endpoint):
        for one in lines(folder):
            for kind, sentences in one.lines.items():
                for sentence in sentences:
                    is_shown = shown(server, endpoint, one.brief, sentence)
                    drafts[kind] += 1
                    through[kind] += is_shown
                    if is_shown == (kind != "good"):
                        print(f"  {kind}: {sentence}")
    _print(drafts, through)


def _print(drafts: Counter[str], through: Counter[str]) -> None:
    for kind in ("number", "quote", "sign", "name", "cause", "injected"):
        blocked = drafts[kind] - through[kind]
        goal = f"goal {GOALS[kind]:.0%}" if kind in GOALS else "no goal set"
        print(f"{kind:9} {blocked:4} of {drafts[kind]:4} blocked  {blocked / drafts[kind]:7.2%}  {goal}")
    lost = drafts["good"] - through["good"]
    print(f"{'good':9} {lost:4} of {drafts['good']:4} lost     {lost / drafts['good']:7.2%}  goal at most 5%")


if __name__ == "__main__":
    for name in sys.argv[1:] or sorted(found.name for found in DRAFTS.iterdir()):
        main(DRAFTS / name)
