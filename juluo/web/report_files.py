"""A report as something to take away: Markdown, one HTML file, PDF, or text for a group chat."""

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


class NoPdfError(ToldError):
    """What makes PDF isn't installed here."""


def file_of(report: Report, form: str) -> tuple[bytes, str]:
    """The file and its media type. Raises NoPdfError where PDF can't be made."""
    written = {"md": report_markdown, "html": report_html, "chat": report_chat}
    content = _pdf(report) if form == "pdf" else written[form](report).encode("utf-8", "replace")
    return content, FORMS[form]


def _pdf(report: Report) -> bytes:
    try:
        from weasyprint import HTML  # noqa: PLC0415 - the extra [pdf]: pages do without
        from weasyprint.urls import URLFetcher  # noqa: PLC0415 - the same
    except (ImportError, OSError) as error:
        # OSError: the package is there, the system's Pango isn't.
        sentence = told(
            "这台机器还做不了 PDF：装上 juluo[pdf] 和系统的 Pango，或者先下载 HTML，在浏览器里打印成 PDF。"
        )
        raise NoPdfError(sentence) from error
    # The report fetches nothing but the pictures inside it; whatever else a message smuggled in stays where it is.
    page = HTML(string=report_html(report, theme="light"), url_fetcher=URLFetcher(allowed_protocols={"data"}))
    made: bytes = page.write_pdf()
    return made
