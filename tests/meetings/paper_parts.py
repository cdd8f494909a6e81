"""A session with everything in it, and how its papers are looked at."""

import datetime as dt
import io
import zipfile

from docx import Document
from lxml import etree

from branch_portal.lib.docx import docx_file
from meetings import actions
from meetings.documents.facts import Facts
from meetings.documents.registry import offered
from tests.factories import DAY, call_roll, make_resolution, make_session, make_task, sign, submit

SECRET_OPINION = "Tôi xin không nêu ra ngoài"
HOSTILE = "A & B <C>\tsau phím tab\x01\x0b\x1f]]> &amp; {{ 7*7 }}\nDòng hai"
RESOLUTION_TEXT = "I- MỤC TIÊU\nNạo vét xong trước vụ.\nII- GIẢI PHÁP\n1. Mỗi xóm một tổ."


def make_recorded(branch, by, day=DAY, **frame):
    """A held session with guests, opinions (one restricted), a signed resolution and tasks."""
    frame = {
        "superiors": [("Bùi Cấp Trên", "tổ công tác")],
        "guests": [("Trịnh Khách", "")],
    } | frame
    session = make_session(branch, by=by, held_on=day, **frame)
    call_roll(session, by, excused=1, unexcused=1)
    opinions = [
        {"speaker": "Lê Hoài Ân", "kind": "add", "text": "Làm A & B <trước>."},
        {
            "speaker": "Đỗ Văn Ánh",
            "kind": "criticise",
            "text": SECRET_OPINION,
            "is_restricted": True,
        },
        {"speaker": "Bùi Cấp Trên", "kind": "opinion", "text": "Đồng tình."},
    ]
    actions.record_discussion(
        session,
        opinions,
        summary="Nước cạn sớm.",
        conclusion="Đồng ý.",
        version=session.version,
        by=by,
    )
    session.refresh_from_db()
    resolution = make_resolution(
        session,
        by,
        title="nạo vét kênh",
        text=RESOLUTION_TEXT,
        votes_for=session.voters(session.roll.all())[1] - 1,
        votes_none=1,
        reserved=[("Lê Hoài Ân", "Chưa đủ tiền.")],
    )
    session.refresh_from_db()
    owner = session.roll.first().member_id
    due = day + dt.timedelta(days=30)
    tasks = [{"title": "Lập tổ", "owner": owner, "due_on": due, "resolution": resolution.pk}]
    actions.assign_tasks(session, tasks, version=session.version, by=by)
    sign(resolution, by)
    session.refresh_from_db()
    return session


def make_submitted(branch, by, day=DAY, **frame):
    """The same, handed in; what an earlier session left to do stands in it."""
    earlier = make_session(branch, by=by, held_on=day - dt.timedelta(days=90), topic="Việc cũ")
    make_task(earlier, by, due_on=day - dt.timedelta(days=3))
    earlier.refresh_from_db()
    submit(earlier, by)
    session = make_recorded(branch, by, day, **frame)
    actions.submit_session(session, version=session.version, by=by)
    session.refresh_from_db()
    return session


def papers_of(session):
    """Name of every paper that can be had → its file."""
    return {
        offer.label or offer.name: docx_file(offer.build())
        for offer in offered(Facts.of(session))
        if not offer.missing
    }


def words(file):
    """All words of a .docx, also those in tables, a paragraph a line."""
    body = Document(file).element.body
    paragraphs = body.iter(qn("p"))
    return "\n".join("".join(map(_text, p.iter(qn("t"), qn("tab"), qn("br")))) for p in paragraphs)


def _text(element):
    return {qn("tab"): "\t", qn("br"): "\n"}.get(element.tag, element.text or "")


def qn(name):
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"


# --- The look of a paper, a line for each paragraph -----------------------------------------------


def outline(file):
    """Return the page, then every paragraph with what Word makes of it, tables in their cells."""
    document = Document(file)
    page = document.sections[0]
    sides = ("page_width", "page_height", "top_margin", "bottom_margin", "left_margin")
    lengths = [round(getattr(page, side).mm) for side in (*sides, "right_margin")]
    lines = [f"page {lengths} first page apart: {page.different_first_page_header_footer}"]
    return "\n".join([*lines, *_blocks(document.element.body, _styles(file))]) + "\n"


def _blocks(parent, styles, indent=""):
    for element in parent:
        if element.tag == qn("p"):
            yield indent + _look(element, styles)
        elif element.tag == qn("tbl"):
            borders = {side.get(qn("val")) for side in element.find(f".//{qn('tblBorders')}")}
            yield f"{indent}table, lines: {'/'.join(sorted(borders))}"
            for row in element.iter(qn("tr")):
                for cell in row.iter(qn("tc")):
                    width = int(cell.find(f".//{qn('tcW')}").get(qn("w")))
                    yield f"{indent}  cell {round(width / 56.7)} mm"
                    yield from _blocks(cell, styles, indent + "    ")


def _look(paragraph, styles):
    shape = paragraph.find(qn("pPr"))
    style = shape.find(qn("pStyle")) if shape is not None else None
    known = dict(styles[style.get(qn("val")) if style is not None else "Normal"])
    mark = shape.find(qn("rPr")) if shape is not None else None
    known |= _values(shape) if shape is not None else {}
    known |= _values(mark) if mark is not None else {}
    for run in paragraph.iter(qn("r")):
        form = run.find(qn("rPr"))
        known |= _values(form) if form is not None else {}
    if paragraph.find(f".//{qn('sectPr')}") is not None:
        return "--- new page, numbered anew ---"
    text = "".join(map(_text, paragraph.iter(qn("t"), qn("tab"), qn("br"))))
    return (
        f"[{' '.join(f'{name}={value}' for name, value in sorted(known.items()))}] {text}".rstrip()
    )


def _values(parent):
    found = {}
    for element in parent:
        name = etree.QName(element).localname
        if name in ("b", "i", "u", "keepNext"):
            found[name] = 1
        elif name == "sz":
            found["size"] = int(element.get(qn("val"))) // 2
        elif name == "jc":
            found["align"] = element.get(qn("val"))
        elif name == "pBdr":
            found["rule"] = element[0].get(qn("sz"))
        elif name in ("spacing", "ind"):
            found |= {etree.QName(key).localname: value for key, value in element.items()}
    return found


def _styles(file):
    with zipfile.ZipFile(file) as package:
        root = etree.fromstring(package.read("word/styles.xml"))
    found = {}
    size = root.find(f".//{qn('rPrDefault')}//{qn('sz')}").get(qn("val"))
    for style in root.iter(qn("style")):
        base = style.find(qn("basedOn"))
        known = dict(found[base.get(qn("val"))]) if base is not None else {"size": int(size) // 2}
        for part in ("pPr", "rPr"):
            if style.find(qn(part)) is not None:
                known |= _values(style.find(qn(part)))
        found[style.get(qn("styleId"))] = known
    return found


# --- The order that the schema of Word asks for ---------------------------------------------------

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss "
    "imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs "
    "highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout "
    "specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
    "tblDescription",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection "
    "bidi rtlGutter docGrid",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "tc": "tcPr p",
    "r": "rPr t tab br fldChar instrText",
    "style": "name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat locked "
    "pPr rPr tblPr",
    "settings": "zoom defaultTabStop characterSpacingControl compat",
    "styles": "docDefaults latentStyles style",
}


def check_schema(file):
    """Every element stands where the schema has it; tables and cells end with a paragraph."""
    with zipfile.ZipFile(file) as package:
        assert package.testzip() is None
        for name in package.namelist():
            root = etree.fromstring(package.read(name))
            for element in root.iter(*(qn(parent) for parent in ORDER)):
                parent = etree.QName(element).localname
                children = [etree.QName(child).localname for child in element]
                order = ORDER[parent].split()
                places = [order.index(child) for child in children]
                if parent != "r":  # text, tabs and breaks stand as they were typed
                    assert places == sorted(places), (parent, children)
            for cell in root.iter(qn("tc")):
                assert cell[-1].tag == qn("p")
        body = etree.fromstring(package.read("word/document.xml"))[0]
        assert body[-1].tag == qn("sectPr")
        assert body[-2].tag == qn("p")


def read(response):
    return io.BytesIO(b"".join(response.streaming_content))
