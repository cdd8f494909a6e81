"""A Paper as a Word file (.docx) on A4, in Times New Roman.

The parts of the file are written as text, each in the order that the schema asks for: Word repairs
nothing and a table of hundreds of rows costs a moment. The head is a table without borders; lines
are borders of paragraphs, never rows of underscores.
"""

import io
import zipfile
from collections.abc import Iterable
from html import escape

from branch_portal.lib.docxparts import DECLARED, NAMES, fixed_parts, letters, section, twips
from branch_portal.lib.paper import (
    Blank,
    Block,
    Head,
    Heading,
    PageBreak,
    Paper,
    Profile,
    Signature,
    Signatures,
    Table,
    Text,
    Title,
    printable,
)

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
PARTY_WIDTH = 14  # in ems of bold Times capitals, for the line about as long as the words
CELL_EDGE = 1.9  # mm that a cell keeps free on either side


# A paragraph that must stand there and takes no room.
_THIN = '<w:spacing w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr>'


def docx_file(paper: Paper) -> io.BytesIO:
    """Return the paper as a file open at its beginning; the same words give the same bytes."""
    parts = fixed_parts(paper.profile, _clean(paper.title)) | {
        "word/document.xml": f"<w:document {NAMES}><w:body>"
        f"{_body(paper)}{section(paper.profile)}</w:body></w:document>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in parts.items():
            # Without a moment of its own: 1/1/1980.
            package.writestr(zipfile.ZipInfo(name), DECLARED + xml, zipfile.ZIP_DEFLATED)
    file.seek(0)
    return file


def _body(paper: Paper) -> str:
    profile = paper.profile
    made: list[str] = []
    for block in paper.blocks:
        if isinstance(block, Signatures) and made:
            # Nobody signs an empty page: the last words come along.
            before, style, after = made[-1].rpartition('<w:pStyle w:val="Body"/>')
            made[-1] = before + style + ("<w:keepNext/>" if style else "") + after
        made.append(_BLOCKS[type(block)](block, profile))
    if not paper.blocks or isinstance(paper.blocks[-1], Signatures | Table):
        made.append(f"<w:p><w:pPr>{_THIN}</w:pPr></w:p>")  # a body never ends with a table
    return "".join(made)


# --- Blocks ---------------------------------------------------------------------------------------


def _head(head: Head, profile: Profile) -> str:
    left = [
        _p(profile.spelt(head.superior.upper()), size=profile.superior_size, centred=True),
        _p(profile.spelt(head.issuer.upper()), size=profile.issuer_size, centred=True, bold=True),
        _p("*", size=profile.superior_size, centred=True),
    ]
    free = profile.text_width - profile.left_column - 2 * CELL_EDGE
    edge = max(0, (free - PARTY_WIDTH * profile.party_size * 25.4 / 72) / 2)
    right = _p(
        PARTY, size=profile.party_size, centred=True, bold=True, rule=profile.rule_width, edge=edge
    )
    number = f"Số {head.symbol}" if head.symbol else ""
    date = head.place_and_date
    rows = [
        ("".join(left if head.superior else left[1:]), right),
        (
            _p(number, size=profile.number_size, centred=True),
            _p(date, size=profile.place_size, centred=True, italic=True),
        ),
    ]
    return _columns(profile, rows) + _p("", size=8)


def _title(title: Title, profile: Profile) -> str:
    lines = [_p(title.type_name.upper(), size=profile.type_size, centred=True, bold=True)]
    for line in title.subject:
        lines.append(_p(line, size=profile.subject_size, centred=True, bold=True))
    if profile.under_subject:
        lines.append(_p(profile.under_subject, size=profile.subject_size, centred=True, after=6))
    return "".join(lines)


def _heading(heading: Heading, profile: Profile) -> str:
    return _paragraph(heading.text, profile, is_heading=True)


def _text(text: Text, profile: Profile) -> str:
    if text.is_note:
        return _p(text.text, size=profile.body_size, centred=True, italic=True, after=6)
    return "".join(
        _paragraph(words, profile, is_heading=is_heading) for words, is_heading in text.paragraphs
    )


def _paragraph(words: str, profile: Profile, *, is_heading: bool) -> str:
    """A paragraph of the body, in the style that holds the profile's numbers."""
    style = "Heading" if is_heading else "Body"
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(words)}</w:p>'


def _blank(blank: Blank, profile: Profile) -> str:
    edge = twips(profile.text_width)
    shape = (
        f'<w:pPr><w:pStyle w:val="Body"/><w:tabs><w:tab w:val="right" w:leader="dot" '
        f'w:pos="{edge}"/></w:tabs><w:ind w:firstLine="0"/></w:pPr>'
    )
    label = _run(f"{blank.label} " if blank.label else "")
    dots = "<w:r><w:tab/></w:r>"
    more = "".join(f"<w:p>{shape}{dots}</w:p>" for _line in blank.more)
    return f"<w:p>{shape}{label}{dots}</w:p>{more}"


def _table(table: Table, profile: Profile) -> str:
    size = max(profile.body_size - 1, 8)
    widths = [twips(column.width) for column in table.columns]
    height = ""
    if table.row_height:
        height = f'<w:trHeight w:val="{twips(table.row_height)}" w:hRule="atLeast"/>'
    titles = zip(widths, table.columns, strict=True)
    head = "".join(_cell(w, _p(c.title, size=size, bold=True, centred=True)) for w, c in titles)
    # What is the same in every row is made once.
    air, centre = '<w:spacing w:before="40" w:after="40"/>', '<w:jc w:val="center"/>'
    opened = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"<w:p><w:pPr>{air}{centre if column.is_centred else ''}</w:pPr>"
        for width, column in zip(widths, table.columns, strict=True)
    ]
    form = letters(size)
    rows = "".join(
        f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>"
        + "".join(
            f"{start}{_run(words, form)}</w:p></w:tc>"
            for start, words in zip(opened, row, strict=True)
        )
        + "</w:tr>"
        for row in table.rows
    )
    return (
        _table_start(widths, "single")
        + f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
        + _p("", size=6)
    )


def _signatures(foot: Signatures, profile: Profile) -> str:
    left = _p("", size=profile.recipients_size)
    if foot.left:
        left = _signed(foot.left, profile)
    elif foot.recipients:
        label = f"<w:r>{letters(profile.recipients_label_size, underlined=True)}"
        lines = [f"<w:p><w:pPr/>{label}<w:t>Nơi nhận:</w:t></w:r></w:p>"]
        size = profile.recipients_size
        lines += [_p(profile.spelt(line), size=size) for line in foot.recipient_lines]
        left = "".join(lines)
    return _p("", size=6, kept=True) + _columns(profile, [(left, _signed(foot.right, profile))])


def _signed(signature: Signature, profile: Profile) -> str:
    size = profile.authority_size
    lines = []
    if signature.authority:
        lines.append(_p(signature.authority, size=size, centred=True, bold=True, kept=True))
    # Without a body in whose name, the capacity itself is the title: THƯ KÝ, CHỦ TRÌ.
    bold = profile.post_is_bold or not signature.authority
    lines.append(_p(signature.post, size=profile.post_size, centred=True, bold=bold, kept=True))
    lines += [_p("", size=size, centred=True, kept=True)] * 4
    lines.append(_p(signature.name, size=profile.signer_size, centred=True, bold=True))
    return "".join(lines)


def _page_break(_block: PageBreak, profile: Profile) -> str:
    """The next page begins a paper of its own: its first page bears no number again."""
    return f"<w:p><w:pPr>{_THIN}{section(profile)}</w:pPr></w:p>"


_BLOCKS = {
    Head: _head,
    Title: _title,
    Heading: _heading,
    Text: _text,
    Blank: _blank,
    Table: _table,
    Signatures: _signatures,
    PageBreak: _page_break,
}
assert set(_BLOCKS) == set(Block.__args__)


# --- Pieces, each with its children in the order of the schema ------------------------------------


def _p(
    words: str,
    *,
    size: int,
    centred: bool = False,
    bold: bool = False,
    italic: bool = False,
    kept: bool = False,
    rule: object = None,
    edge: float = 0,
    after: int = 0,
) -> str:
    """One paragraph outside the body text; a newline in it is a line break."""
    form = letters(size, bold=bold, italic=italic)
    shape = [
        "<w:keepNext/>" if kept else "",
        f'<w:pBdr><w:bottom w:val="single" w:sz="{round(8 * rule)}" w:space="1" '
        'w:color="000000"/></w:pBdr>'
        if rule
        else "",
        f'<w:spacing w:after="{20 * after}"/>' if after else "",
        f'<w:ind w:left="{twips(edge)}" w:right="{twips(edge)}"/>' if edge else "",
        '<w:jc w:val="center"/>' if centred else "",
        form,
    ]
    run = _run(words, form) if words else ""
    return f"<w:p><w:pPr>{''.join(shape)}</w:pPr>{run}</w:p>"


def _run(words: str, form: str = "") -> str:
    """Words as they were typed: tabs and line breaks too, nothing that breaks the file."""
    if not words:
        return ""
    pieces = _clean(words).replace("\t", "\n\t").split("\n")
    made = []
    for number, piece in enumerate(pieces):
        if number:
            made.append("<w:tab/>" if piece.startswith("\t") else "<w:br/>")
        if piece := piece.removeprefix("\t"):
            made.append(f'<w:t xml:space="preserve">{piece}</w:t>')
    return f"<w:r>{form}{''.join(made)}</w:r>"


def _clean(words: str) -> str:
    return escape(printable(words), quote=False)


def _columns(profile: Profile, rows: Iterable[tuple[str, str]]) -> str:
    """Two columns without lines: each cell is a row of paragraphs."""
    widths = [twips(profile.left_column), twips(profile.text_width - profile.left_column)]
    made = (
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(_cell(width, words) for width, words in zip(widths, row, strict=True))
        + "</w:tr>"
        for row in rows
    )
    return f"{_table_start(widths, 'nil')}{''.join(made)}</w:tbl>"


def _table_start(widths: list[int], line: str) -> str:
    sides, edge = ("top", "left", "bottom", "right", "insideH", "insideV"), twips(CELL_EDGE)
    form = (
        'w:val="nil"' if line == "nil" else 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
    )
    borders = "".join(f"<w:{side} {form}/>" for side in sides)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{edge}" w:type="dxa"/><w:right w:w="{edge}" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


def _cell(width: int, paragraphs: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraphs}</w:tc>'
