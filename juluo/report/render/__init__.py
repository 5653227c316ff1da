"""A report as HTML, Markdown and JSON. Renderers lay words out; they never find new ones."""

from juluo.report.render.html import report_html
from juluo.report.render.json import report_json
from juluo.report.render.markdown import report_markdown

__all__ = ["report_html", "report_json", "report_markdown"]
