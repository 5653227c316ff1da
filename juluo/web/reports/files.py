"""A report as something to take away: Markdown, one HTML file, PDF, a picture, or text for a group chat."""

from juluo.report.daily import Report
from juluo.report.render.chat import report_chat
from juluo.report.render.html import report_html
from juluo.report.render.markdown import report_markdown
from juluo.report.render.pdf import report_pdf
from juluo.report.render.picture import report_png

# By their endings; the chat's text is no file.
FORMS = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "chat": "text/plain; charset=utf-8",
}
# What a group of members may get to see: nobody's name and nobody's words.
FOR_GROUPS = frozenset({"chat", "png"})


def file_of(report: Report, form: str) -> tuple[bytes, str]:
    """The file and its media type. Raises ToldError where this machine can't make it."""
    drawn = {"pdf": report_pdf, "png": report_png}
    if form in drawn:
        return drawn[form](report), FORMS[form]
    written = {"md": report_markdown, "html": report_html, "chat": report_chat}
    return written[form](report).encode("utf-8", "replace"), FORMS[form]
