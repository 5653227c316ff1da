"""A report as something to take away: Markdown, one HTML file, or text for a group chat."""

from juluo.report.daily import Report
from juluo.report.render.chat import report_chat
from juluo.report.render.html import report_html
from juluo.report.render.markdown import report_markdown

# By their endings; the chat's text is no file.
FORMS = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "chat": "text/plain; charset=utf-8",
}


def file_of(report: Report, form: str) -> tuple[bytes, str]:
    """The file and its media type."""
    written = {"md": report_markdown, "html": report_html, "chat": report_chat}
    return written[form](report).encode("utf-8", "replace"), FORMS[form]
