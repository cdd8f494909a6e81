"""Words on paper: the layout of Party documents as .docx.

Two layouts, chosen by the paper's date: 36-HD/VPTW of 2018 and 05-HD/VPTW from 27/5/2026. The head
is a table without borders; lines are borders of paragraphs, never rows of underscores.
"""

import datetime as dt
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

FONT = "Times New Roman"
ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
CENTRE, LEFT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


@dataclass(frozen=True)
class Layout:
    """Sizes in points that differ between the two guidelines."""

    name: str
    superior: int
    body: int
    type_name: int
    line: int | None  # exact line spacing; None for single


HD36 = Layout("36-HD/VPTW", superior=14, body=14, type_name=16, line=None)
HD05 = Layout("05-HD/VPTW", superior=14, body=14, type_name=16, line=18)


def layout_on(day: dt.date) -> Layout:
    """Return the layout in force on the day of a paper."""
    return HD05 if day >= dt.date(2026, 5, 27) else HD36


class Paper:
    """One document on A4, margins 20/20/30/15 mm, in Times New Roman."""

    def __init__(self, day: dt.date):
        self.layout = layout_on(day)
        self.parts = 0
        self.document = Document()
        section = self.document.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(15)
        section.different_first_page_header_footer = True
        _page_number(section.header.paragraphs[0])
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(self.layout.body)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        style.paragraph_format.space_after = Pt(0)

    def head(self, superior: str, issuer: str, symbol: str, place_and_date: str) -> None:
        """Superior over issuing body on the left; the Party's name and the date on the right."""
        left, right = self._columns()
        self._line(left, superior.upper(), size=self.layout.superior)
        self._line(left, issuer.upper(), size=self.layout.superior, bold=True)
        self._line(left, "*", size=self.layout.superior)
        if symbol:
            self._line(left, f"Số {symbol}", size=14)
        title = self._line(right, "ĐẢNG CỘNG SẢN VIỆT NAM", size=15, bold=True)
        _rule_below(title)
        self._line(right, "", size=6)
        self._line(right, place_and_date, size=14, italic=True)
        self.document.add_paragraph()

    def title(self, type_name: str, subject: str) -> None:
        """The type of the document in capitals, the subject under it."""
        self._centred(type_name.upper(), self.layout.type_name)
        self._centred(subject, self.layout.body)
        self._centred("-----", self.layout.body)

    def part(self, title: str) -> None:
        """A numbered part: "I- TITLE", the next one "II- …"."""
        self.parts += 1
        self.section(f"{ROMAN[self.parts]}- {title}")

    def section(self, text: str) -> None:
        paragraph = self._body()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run(text).bold = True

    def text(self, text: str) -> None:
        """Running text; each line of the input is a paragraph."""
        for line in text.splitlines() or [""]:
            self._body().add_run(line)

    def signatures(self, left: tuple[str, str], right: tuple[str, str]) -> None:
        """Two columns: the capacity in bold capitals, room to sign, the name."""
        self.document.add_paragraph()
        for cell, (capacity, name) in zip(self._columns(), (left, right), strict=True):
            self._line(cell, capacity, size=14, bold=True)
            for _blank in range(4):
                self._line(cell, "", size=14)
            self._line(cell, name, size=14, bold=True)

    def file(self) -> BytesIO:
        """Return the document as a file open at its beginning."""
        stream = BytesIO()
        self.document.save(stream)
        stream.seek(0)
        return stream

    def _columns(self):
        table = self.document.add_table(rows=1, cols=2)
        table.autofit = False
        cells = table.rows[0].cells
        for cell, width in zip(cells, (Mm(75), Mm(90)), strict=True):
            cell.width = width
        return cells

    def _line(self, cell, text: str, *, size: int, bold: bool = False, italic: bool = False):
        first = cell.paragraphs[0]
        used = getattr(first, "text", "") or len(cell.paragraphs) > 1 or first.runs
        paragraph = cell.add_paragraph() if used else first
        paragraph.alignment = CENTRE
        run = paragraph.add_run(text)
        run.font.size, run.bold, run.italic = Pt(size), bold, italic
        return paragraph

    def _centred(self, text: str, size: int) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = CENTRE
        run = paragraph.add_run(text)
        run.bold, run.font.size = True, Pt(size)

    def _body(self):
        paragraph = self.document.add_paragraph()
        form = paragraph.paragraph_format
        paragraph.alignment = JUSTIFY
        form.first_line_indent = Mm(10)
        form.space_before = form.space_after = Pt(6)
        if self.layout.line:
            form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
            form.line_spacing = Pt(self.layout.line)
        return paragraph


def _rule_below(paragraph) -> None:
    """A solid line under the paragraph, about as long as its text."""
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in {"val": "single", "sz": "6", "space": "1", "color": "000000"}.items():
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    # The schema wants the borders before indents and alignment.
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr"
    )
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(9)


def _page_number(paragraph) -> None:
    """The number in the middle of the top margin; the first page has a header of its own."""
    paragraph.alignment = CENTRE
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = text
        run._r.append(element)
