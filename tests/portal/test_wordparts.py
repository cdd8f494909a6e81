"""What a Word file would do beside being read, however it is written down."""

import io
import random
import struct
import zipfile

import pytest

from branch_portal.lib.docx import docx_file
from branch_portal.lib.files import FileRefused, read_document
from branch_portal.lib.paper import Paper, Text
from branch_portal.lib.secrecy import refuse_marked
from branch_portal.lib.wordparts import xml_parts
from branch_portal.lib.wordtemplate import PLAIN_FIELDS
from meetings.models import DocumentProfile
from tests.meetings.prepared_parts import docx, refusal

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MACRO = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
SHEET = f'<w:sheet xmlns:w="{W}">%s</w:sheet>'
FETCHES = "lấy dữ liệu từ nơi khác"
HOLDS = "macro hoặc đối tượng nhúng"
DAMAGED = "hỏng"


def own():
    """A paper as the portal writes it."""
    return docx_file(Paper("", DocumentProfile().profile, [Text("Kế hoạch")])).getvalue()


def changed(content=None, **parts):
    """The same file with parts added or replaced; _ stands for /, DOT for a dot."""
    source = zipfile.ZipFile(io.BytesIO(content or own()))
    named = {name.replace("__", "/").replace("DOT", "."): part for name, part in parts.items()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.infolist():
            if part.filename not in named:
                archive.writestr(part.filename, source.read(part))
        for name, part in named.items():
            archive.writestr(name, part)
    return target.getvalue()


def as_template(content):
    xml_parts(content, most_parts=200, largest=20_000_000, fields=PLAIN_FIELDS)


def as_session_file(content):
    refuse_marked(read_document(io.BytesIO(content), "bài.docx"), "bài.docx")


both = pytest.mark.parametrize("judge", [as_template, as_session_file])


def relation(kind=f"{R}/attachedTemplate", target="https://example.org/a.dotm", more=None):
    more = 'TargetMode="External"' if more is None else more
    return (
        f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{kind}" Target="{target}" {more}/></Relationships>'
    )


def related(text):
    return changed(word___rels__settingsDOTxmlDOTrels=text)


def field(*instructions, between=""):
    runs = between.join(f"<w:r><w:instrText>{words}</w:instrText></w:r>" for words in instructions)
    return f"<w:p>{mark('begin')}{runs}{mark('separate')}<w:t>1</w:t>{mark('end')}</w:p>"


def mark(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def with_words(xml, space=W):
    return changed(word__footer7DOTxml=SHEET.replace(W, space) % xml)


@both
def test_a_plain_paper_passes(judge):
    assert refusal(judge, own()) == ""
    assert refusal(judge, docx("Kế hoạch")) == ""


RELATIONS = {
    "attached": relation(),
    "the word hyperlink in its address": relation(target="https://example.org/hyperlink.dotm"),
    "written as a reference": relation(more='TargetMode="&#69;xternal"'),
    "in other letters": relation(more='TargetMode="EXTERNAL "'),
    "> before it": relation(more='Note="a>b" TargetMode="External"'),
    "another prefix": f'<p:Relationships xmlns:p="{PACKAGE}"><p:Relationship Id="r" Type="'
    f'{R}/image" Target="https://example.org/a.png" TargetMode="External"/></p:Relationships>',
    "no mode, but an address": relation(f"{R}/image", "https://example.org/a.png", ""),
    "no mode, but a share": relation(f"{R}/image", "\\\\example.org\\a.png", ""),
    "a picture": relation(f"{R}/image"),
    "a frame": relation(f"{R}/frame"),
    "UTF-16": relation().encode("utf-16"),
}


@both
@pytest.mark.parametrize("case", RELATIONS)
def test_nothing_is_fetched_by_a_relation(judge, case):
    with pytest.raises(FileRefused, match=FETCHES):
        judge(related(RELATIONS[case]))


@both
def test_a_template_elsewhere_is_named(judge):
    with pytest.raises(FileRefused, match="văn bản Word mới"):
        judge(related(relation()))


@both
def test_links_to_click_on_pass(judge):
    for target in ("https://example.org/", "mailto:a@example.org"):
        assert refusal(judge, related(relation(f"{R}/hyperlink", target))) == ""


@both
@pytest.mark.parametrize(
    "kind",
    [MACRO, f"{R}/oleObject", f"{R}/package", f"{R}/control", f"{R}/aFChunk", f"{R}/subDocument"],
)
def test_nothing_alive_under_a_harmless_name(judge, kind):
    with pytest.raises(FileRefused, match=HOLDS):
        judge(related(relation(kind, "a.bin", "")))


@both
@pytest.mark.parametrize(
    "xml",
    [
        '<w:altChunk xmlns:r="x" r:id="r1"/>',
        f'<x:altChunk xmlns:x="{W}"/>',
        f'<altChunk xmlns="{STRICT_W}"/>',
        "<w:subDoc/>",
        "<w:p><w:r><w:object/></w:r></w:p>",
        "<w:control/>",
        '<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/>',
    ],
)
def test_nothing_is_embedded_under_any_prefix(judge, xml):
    with pytest.raises(FileRefused, match=HOLDS):
        judge(with_words(xml))


ELSE = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
FIELDS = {
    "small letters": field('includepicture "http://example.org/a.png" \\d'),
    "two runs": field("INCLU", 'DEPICTURE "http://example.org/a.png"'),
    "many runs": field(*"  DDE"),
    "a reference": field("&#68;DEAUTO c:\\\\cmd"),
    "CDATA": field("<![CDATA[DDE]]> a"),
    "a remark within": field("DD<!-- x -->E a"),
    "in quotes": field('"DDEAUTO" a'),
    "import": field("IMPORT a"),
    "link": field("Link Excel.Sheet.8 a"),
    "simple": "<w:fldSimple w:instr='DDEAUTO c:\\\\cmd'/>",
    "simple in small letters": '<w:fldSimple w:instr=" ddeauto c"/>',
    "without a frame": "<w:p><w:r><w:instrText>DDE a</w:instrText></w:r></w:p>",
    "never closed": f"{mark('begin')}<w:instrText>DDE a</w:instrText>",
    "inside another": f"{mark('begin')}<w:instrText>PAGE </w:instrText>{field('DDE a')}"
    f"{mark('end')}",
    "in the result of another": f"{mark('begin')}<w:instrText>PAGE</w:instrText>"
    f"{mark('separate')}{field('DDE a')}{mark('end')}",
    "behind words struck out": field("DDE a").replace(
        "<w:r><w:instr", "<w:del><w:r><w:delInstrText>PAGE </w:delInstrText></w:r></w:del>"
        "<w:r><w:instr"
    ),
    "behind words that are not shown": field("DDE a").replace(
        "<w:r><w:instr", '<x:y xmlns:x="x:x"><w:instrText>PAGE </w:instrText></x:y><w:r><w:instr'
    ),
    "for those who read no more": f"<w:p>{mark('begin')}<mc:AlternateContent {ELSE}><mc:Choice>"
    "<w:instrText>PAGE </w:instrText></mc:Choice><mc:Fallback><w:instrText>DDE a</w:instrText>"
    f"</mc:Fallback></mc:AlternateContent>{mark('end')}</w:p>",
    "a name put together": f"{mark('begin')}<w:instrText>D</w:instrText>{field('QUOTE')}"
    f"<w:instrText>E a</w:instrText>{mark('end')}",
}  # fmt: skip


@both
@pytest.mark.parametrize("space", [W, STRICT_W])
@pytest.mark.parametrize("case", FIELDS)
def test_no_field_fetches_anything(judge, case, space):
    with pytest.raises(FileRefused, match="Ctrl"):
        judge(with_words(FIELDS[case], space))


USUAL = [
    field(' TOC \\o "1-3" \\h '),
    field(" REF _Ref123 \\h "),
    field(" SEQ Hình \\* ARABIC "),
    field(' HYPERLINK "https://example.org/link/include" '),
    field("= SUM(LEFT)"),
    f"{mark('begin')}<w:instrText>=</w:instrText>{field('MERGEFIELD a')}<w:instrText>*2"
    f"</w:instrText>{mark('end')}",
    f"<w:del>{mark('begin')}</w:del><w:del><w:r><w:delInstrText>REF a</w:delInstrText></w:r>"
    f"</w:del><w:del>{mark('end')}</w:del>",
]


@pytest.mark.parametrize("xml", USUAL)
def test_usual_fields_pass_in_a_manuscript_but_not_in_a_template(xml):
    as_session_file(with_words(xml))
    with pytest.raises(FileRefused, match="số trang và ngày, giờ"):
        as_template(with_words(xml))


@both
def test_page_numbers_and_dates_pass(judge):
    usual = (" PAGE ", "page\\* Arabic", "NUMPAGES  \\* MERGEFORMAT", 'DATE \\@ "d/M/yyyy"', "")
    split = field("PA", "GE", between="<w:proofErr/>")
    for xml in (*map(field, usual), split, '<w:fldSimple w:instr=" PAGE "/>'):
        assert refusal(judge, with_words(xml)) == "", xml


@both
def test_a_part_of_any_name_is_read_when_it_is_declared_as_xml(judge):
    source = zipfile.ZipFile(io.BytesIO(own()))
    types = source.read("[Content_Types].xml").decode()
    hidden = SHEET % field("DDE a")
    for declared, name in [
        ('<Override PartName="/word/A%2Ebin" ContentType="application/x+xml"/>', "word/a.bin"),
        ('<Default Extension="BIN" ContentType="text/xml; charset=utf-8"/>', "word/a.bin"),
        ("", "word/a.XML"),
    ]:
        declared = types.replace("</Types>", declared + "</Types>")
        with pytest.raises(FileRefused, match=FETCHES):
            judge(changed(**{"[Content_Types]DOTxml": declared, name: hidden}))
    judge(changed(**{"word/a.bin": hidden}))


@both
@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        (b"<a>", DAMAGED),
        (b"", DAMAGED),
        (b"<w:p/>", DAMAGED),
        (b"\xff\xfe\x00", DAMAGED),
        (b'<?xml version="1.0" encoding="utf-7"?><a/>', DAMAGED),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "không phải tệp Word"),
        (b"<a>" + b"<b/>" * 600_000 + b"</a>", "giải nén"),
        (b" " * 21_000_000, "giải nén"),
    ],
)
def test_a_part_that_cannot_be_read_is_refused_in_words(judge, part, sentence):
    with pytest.raises(FileRefused, match=sentence):
        judge(changed(word__footer7DOTxml=part))


def packed(method):
    file = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(own()))
    with zipfile.ZipFile(file, "w", method) as archive:
        for part in source.infolist():
            archive.writestr(part.filename, source.read(part))
    return file.getvalue()


def spoilt(content, name="word/document.xml", skip=0):
    info = zipfile.ZipFile(io.BytesIO(content)).getinfo(name)
    start = info.header_offset + 30 + len(info.filename) + skip
    return content[:start] + b"\xff" * 40 + content[start + 40 :]


def described(content, offset, value):
    """The list at the end of the file with two bytes of every entry changed."""
    place, content = content.find(b"PK\x01\x02"), bytearray(content)
    while place >= 0:
        struct.pack_into("<H", content, place + offset, value)
        place = content.find(b"PK\x01\x02", place + 4)
    return bytes(content)


BROKEN = {
    "deflate": lambda: spoilt(own()),
    "types": lambda: spoilt(own(), "[Content_Types].xml"),
    "lzma": lambda: spoilt(packed(zipfile.ZIP_LZMA), skip=4),
    "bzip2": lambda: spoilt(packed(zipfile.ZIP_BZIP2)),
    "unknown packing": lambda: described(own(), 10, 99),
    "locked": lambda: described(own(), 8, 1),
    "a later version": lambda: described(own(), 6, 99),
    "cut": lambda: own()[:-30],
}


@both
@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused_in_words(judge, case):
    with pytest.raises(FileRefused, match=r"hỏng|không phải"):
        judge(BROKEN[case]())


@both
def test_no_spoilt_byte_is_an_error_of_ours(judge):
    content, chance, said = own(), random.Random(6), []
    for _time in range(400):
        spoilt_one = bytearray(content)
        for _byte in range(chance.choice([1, 4, 30])):
            spoilt_one[chance.randrange(len(content))] = chance.choice([0, 255, 128, 80])
        said.append(refusal(judge, bytes(spoilt_one)))
    assert sum(map(bool, said)) > 200  # the others were spoilt where nobody reads


@both
@pytest.mark.parametrize(
    "xml",
    [mark("begin") * 200_000, "<x>" * 200_000, field("DDE ", *["a"] * 150_000)],
    ids=["begun and never ended", "never closed", "one field in pieces"],
)
def test_hostile_files_are_given_up(judge, xml):
    assert refusal(judge, with_words(xml))
