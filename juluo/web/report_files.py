"""A report as something to take away: Markdown, one HTML file, PDF, or text for a group chat."""

import subprocess
import sys
from importlib.util import find_spec

from juluo.report.daily import Report
from juluo.report.render.chat import report_chat
from juluo.report.render.html import report_html
from juluo.report.render.markdown import report_markdown
from juluo.wording.sentence import ToldError, told

# By their endings; the chat's text is no file.
FORMS = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "chat": "text/plain; charset=utf-8",
}


_PATIENCE = 60
_MISSING = told("这台机器还做不了 PDF：装上 juluo[pdf] 和系统的 Pango，或者先下载 HTML，在浏览器里打印成 PDF。")


class NoPdfError(ToldError):
    """PDF can't be made here, or takes too long."""


def file_of(report: Report, form: str) -> tuple[bytes, str]:
    """The file and its media type. Raises NoPdfError where PDF can't be made."""
    written = {"md": report_markdown, "html": report_html, "chat": report_chat}
    content = _pdf(report) if form == "pdf" else written[form](report).encode("utf-8", "replace")
    return content, FORMS[form]


def _pdf(report: Report) -> bytes:
    if find_spec("weasyprint") is None:
        raise NoPdfError(_MISSING)
    page = report_html(report, theme="light").encode("utf-8", "replace")
    try:
        made = subprocess.run(
            [sys.executable, "-m", "juluo.web.pdf"], input=page, capture_output=True, timeout=_PATIENCE, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise NoPdfError(told("PDF 一分钟还没做完：先下载 HTML，在浏览器里打印成 PDF。")) from error
    except subprocess.CalledProcessError as error:
        # The package is there, the system's Pango isn't.
        raise NoPdfError(_MISSING) from error
    return made.stdout
