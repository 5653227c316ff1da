"""The press: a page from standard input set as PDF on standard output, in a process that may take only so much."""

import sys

from juluo.chart.svg.alone import writes_chinese

NO_WEASYPRINT, NO_PANGO, NO_TYPE, NO_MEMORY = 41, 42, 43, 44
_SECONDS = 50
_BYTES = 1 << 30


def main() -> int:
    """How it went; 0 when the PDF is written."""
    _limit()
    page = sys.stdin.buffer.read().decode()
    try:
        from weasyprint import HTML  # noqa: PLC0415 - the extra [pdf]: everything else does without
        from weasyprint.urls import URLFetcher  # noqa: PLC0415 - the same
    except ImportError:
        return NO_WEASYPRINT
    except OSError:
        return NO_PANGO
    if not writes_chinese():
        return NO_TYPE
    try:
        # Only what stands inside the page: neither a message nor a mistake of ours fetches anything.
        made = HTML(string=page, url_fetcher=URLFetcher(allowed_protocols={"data"})).write_pdf()
    except MemoryError:
        return NO_MEMORY
    sys.stdout.buffer.write(made)
    return 0


def _limit() -> None:
    """So much time and memory, where the system can keep to it; who waits has a patience of its own."""
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))


if __name__ == "__main__":
    sys.exit(main())
