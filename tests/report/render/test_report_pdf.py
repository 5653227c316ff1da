"""Reports as PDF: real WeasyPrint with the system's Pango, read and looked at with pdfium."""

import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw
import pytest
from hostile_words import HOSTILE, poisoned
from sample_report import sample_report

from juluo.report.daily import Table
from juluo.report.render import pdf
from juluo.report.render.pdf import NoPdfError, print_html, report_pdf
from juluo.report.render.press import NO_MEMORY, NO_PANGO, NO_TYPE, NO_WEASYPRINT

A4 = (595, 842)


@cache
def made(lang: str) -> bytes:
    return report_pdf(replace(sample_report(lang), seal=("青禾", "签发") if lang == "zh" else ("Qinghe", "Signed")))


def words(content: bytes) -> str:
    document = pdfium.PdfDocument(content)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_section_can_be_read_out_of_the_pdf(lang: str) -> None:
    report = sample_report(lang)
    text = squeezed(words(made(lang)))
    for told in (report.community, report.title, report.dateline, *(section.title for section in report.sections)):
        assert squeezed(told) in text
    for _, line in report.lead:
        assert squeezed("".join(span.words for span in line)) in text


def test_pages_are_paper_and_say_which_they_are() -> None:
    document = pdfium.PdfDocument(made("zh"))
    assert {tuple(round(side) for side in page.get_size()) for page in document} == {A4}
    for number, page in enumerate(document, 1):
        text = page.get_textpage().get_text_range()
        assert f"{number} / {len(document)}" in text
        assert "青禾社区" in text
    assert document.get_metadata_dict()["Title"].startswith("青禾社区 运营日报")


def test_types_are_inside_the_file() -> None:
    for page in pdfium.PdfDocument(made("zh")):
        texts = [one for one in page.get_objects() if one.type == pdfium_raw.FPDF_PAGEOBJ_TEXT]
        assert texts
        fonts = [pdfium_raw.FPDFTextObj_GetFont(one.raw) for one in texts]
        assert all(pdfium_raw.FPDFFont_GetIsEmbedded(font) == 1 for font in fonts)


def test_a_seal_stands_on_a_signed_report_only() -> None:
    assert squeezed("青禾签发") in squeezed(words(made("zh")))
    assert 'class="seal"' not in print_html(sample_report("zh"))


def test_green_and_red_are_on_the_paper_where_something_changed() -> None:
    picture = pdfium.PdfDocument(made("zh"))[0].render(scale=1).to_numpy()
    pixels = picture.reshape(-1, picture.shape[-1])[:, :3].astype(int)
    blue, green, red = pixels[:, 0], pixels[:, 1], pixels[:, 2]
    assert ((green - red > 60) & (green < 140)).sum() > 50
    assert ((red - green > 90) & (red - blue > 60)).sum() > 50


def test_hostile_words_stay_words_and_bring_nothing_active() -> None:
    content = report_pdf(poisoned(sample_report("zh"), "".join(HOSTILE)))
    document = pdfium.PdfDocument(content)
    assert not re.search(rb"/JavaScript|/JS\b|/Launch|/EmbeddedFile|/URI|/OpenAction|/SubmitForm", content)
    assert pdfium_raw.FPDF_GetFormType(document) == 0
    assert all(pdfium_raw.FPDFPage_GetAnnotCount(page) == 0 for page in document)
    assert "<script>window.pwned=1</script>" in words(content).replace("\r\n", "")


@pytest.mark.parametrize("told", HOSTILE)
def test_no_word_leaves_its_place_in_the_page(told: str) -> None:
    page = print_html(poisoned(sample_report("zh"), told))
    assert not re.search(r"<(script|iframe|img|link|object|embed|base|meta http)", page)
    assert page.count("<style>") == 1 + page.count("<svg")


def test_nothing_is_fetched_and_no_file_is_read(tmp_path: Path) -> None:
    """A page that did ask for pictures and sheets would get none: the press fetches nothing but what is inside."""
    secret = tmp_path / "told.css"
    secret.write_text("body::before { content: 'gelesen' }")
    page = f'<link rel="stylesheet" href="file://{secret}"><img src="http://127.0.0.1:9/x.png"><p>paper</p>'
    run = subprocess.run(
        [sys.executable, "-m", "juluo.report.render.press"], input=page.encode(), capture_output=True, check=True
    )
    assert "paper" in words(run.stdout)
    assert "gelesen" not in words(run.stdout)


def test_a_long_table_is_set_in_seconds() -> None:
    report = sample_report("zh")
    table = Table(("谁", "说了什么"), tuple((f"成员{at}", "一句不长不短的话" * 4) for at in range(120)))
    section = replace(report.sections[4], blocks=(table,))
    content = report_pdf(replace(report, sections=(section,)), patience=20)
    assert "成员119" in words(content)


@pytest.mark.parametrize(
    ("code", "told"), [(NO_WEASYPRINT, "juluo[pdf]"), (NO_PANGO, "libpango"), (NO_TYPE, "noto"), (NO_MEMORY, "内存")]
)
def test_what_is_missing_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch, code: int, told: str) -> None:
    ended = subprocess.CompletedProcess([], code, b"", b"")
    monkeypatch.setattr(pdf.subprocess, "run", lambda *_, **__: ended)
    with pytest.raises(NoPdfError) as refused:
        report_pdf(sample_report("zh"))
    assert told in refused.value.sentence
    assert refused.value.sentence.count("。") == 1
    assert refused.value.sentence.words("en") != str(refused.value.sentence)


@pytest.mark.parametrize(
    ("lacks", "code"),
    [
        ("sys.modules['weasyprint'] = None", NO_WEASYPRINT),
        ("cffi.FFI.dlopen = lambda *_: (_ for _ in ()).throw(OSError('no library'))", NO_PANGO),
        ("press.writes_chinese = lambda: False", NO_TYPE),
    ],
)
def test_the_press_says_what_it_lacks(lacks: str, code: int) -> None:
    told = f"import sys, cffi; from juluo.report.render import press; {lacks}; sys.exit(press.main())"
    run = subprocess.run([sys.executable, "-c", told], input=b"<p>", capture_output=True, check=False)  # noqa: S603 - this very Python
    assert run.returncode == code


def test_whoever_takes_too_long_is_ended() -> None:
    with pytest.raises(NoPdfError) as refused:
        report_pdf(sample_report("zh"), patience=0.05)
    assert "一分钟" in refused.value.sentence
