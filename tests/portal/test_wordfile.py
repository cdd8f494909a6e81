"""A reporter's .docx: its parts are found, and no hostile file does more than be refused."""

import io
import re
import zipfile

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

from branch_portal.lib.html import clean
from branch_portal.lib.manuscript import split_caption
from branch_portal.lib.wordfile import converted, read_word
from tests.portal.test_legacy import to_tcvn3, to_vni

LEAD = "Sáng nay, Đảng ủy xã tổ chức hội nghị sơ kết; 12 chi bộ trình bày cách làm của mình."
BODY = "Hội nghị nghe báo cáo về kết quả sinh hoạt chuyên đề và bàn việc của những tháng tới."


def jpeg(colour="red", size=(40, 30)):
    content = io.BytesIO()
    Image.new("RGB", size, colour).save(content, "JPEG")
    content.seek(0)
    return content


def saved(document):
    content = io.BytesIO()
    document.save(content)
    content.seek(0)
    return content


def repacked(content, changes):
    """The same package with some parts replaced (bytes or a function of the old), or left out."""
    result = io.BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            change = changes.get(part.filename, old.read(part))
            if callable(change):
                change = change(old.read(part))
            if change is not None:
                new.writestr(part.filename, change)
        for name in set(changes) - set(old.namelist()):
            new.writestr(name, changes[name])
    result.seek(0)
    return result


def paragraph(document, text="", bold=False, align=None, style=None, italic=False, font=None):
    added = document.add_paragraph(style=style)
    run = added.add_run(text)
    run.bold, run.italic = bold or None, italic or None
    if font:
        run.font.name = font
    if align:
        added.alignment = WD_ALIGN_PARAGRAPH[align]
    return added


def picture(document, colour="red", alt=""):
    added = document.add_paragraph()
    added.add_run().add_picture(jpeg(colour))
    added._p.find(".//" + qn("wp:docPr")).set("descr", alt)
    return added


def reporters_file():
    """An article as reporters send it: no styles at all, everything by bold and centring."""
    document = Document()
    paragraph(document, "HỘI NGHỊ SƠ KẾT SÁU THÁNG", bold=True, align="CENTER")
    paragraph(document, LEAD, bold=True)
    paragraph(document, BODY)
    picture(document, alt="Hội trường")
    paragraph(document, "Quang cảnh hội nghị. (Ảnh: Hà Vân)", align="CENTER")
    paragraph(document, "Kết quả", style="Heading 2")
    paragraph(document, "Việc thứ nhất", style="List Bullet")
    paragraph(document, "Việc nhỏ hơn", style="List Bullet 2")
    paragraph(document, "Bước một", style="List Number")
    picture(document, "blue")
    paragraph(document, "Đại biểu phát biểu", italic=True)
    paragraph(document, BODY)
    paragraph(document, "Bài, ảnh: Thu Nhàn", bold=True, align="RIGHT")
    return document


@pytest.fixture
def news():
    return reporters_file()


def test_a_reporters_file_comes_apart_into_headline_lead_text_pictures_and_author(news):
    word = read_word(saved(news))
    assert word.title == "HỘI NGHỊ SƠ KẾT SÁU THÁNG"
    assert word.lead == LEAD
    assert word.author == "Thu Nhàn"
    assert word.encoding is None
    assert word.html.startswith(f"<p>{BODY}</p>")
    assert "<h2>Kết quả</h2>" in word.html
    assert "<li>Bước một</li>" in word.html
    assert (
        '<figure class="image"><img alt="Hội trường" src="word:0">'
        "<figcaption>Quang cảnh hội nghị.</figcaption></figure>"
    ) in word.html
    first, second = word.pictures
    assert (first.alt, first.caption, first.credit) == (
        "Hội trường",
        "Quang cảnh hội nghị.",
        "Hà Vân",
    )
    assert (second.caption, second.credit) == ("Đại biểu phát biểu", "Thu Nhàn")
    assert Image.open(io.BytesIO(second.content)).getpixel((0, 0))[2] > 200
    assert "Thu Nhàn" not in word.html
    assert converted(word) is word


def test_the_result_is_the_articles_html_once_pictures_have_addresses(news):
    word = read_word(saved(news))
    html = word.html
    for number in range(len(word.pictures)):
        html = html.replace(f'src="word:{number}"', f'src="/media/photos/{number}.jpg"')
    cleaned = clean(html)
    assert cleaned.count("<figure") == cleaned.count('src="/media/photos/') == 2
    assert re.sub(r"\W", "", re.sub("<[^>]*>", "", cleaned)) == re.sub(
        r"\W", "", re.sub("<[^>]*>", "", html)
    )


def test_styles_of_word_are_understood():
    document = Document()
    document.add_heading("Tên bài", 0)
    document.add_heading("Phần một", 1)
    document.add_paragraph(BODY)
    document.add_heading("Mục nhỏ", 2)
    picture(document)
    paragraph(document, "Toàn cảnh - Ảnh: Lê Bình", style="Caption")
    paragraph(document, "Ảnh minh họa", style="Caption")
    document.add_paragraph(BODY)
    word = read_word(saved(document))
    assert word.title == "Tên bài"
    assert "<h2>Phần một</h2>" in word.html
    assert "<h3>Mục nhỏ</h3>" in word.html
    assert (word.pictures[0].caption, word.pictures[0].credit) == ("Toàn cảnh", "Lê Bình")
    assert "<p>Ảnh minh họa</p>" in word.html


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ảnh: Hà Vân", ("", "Hà Vân")),
        ("(Ảnh: Hà Vân)", ("", "Hà Vân")),
        ("Ảnh minh họa", ("Ảnh minh họa", "")),
        ("Ảnh: Các đại biểu dự hội nghị.", ("Các đại biểu dự hội nghị.", "")),
        ("Cầu mới. Ảnh: Hà Vân - Lê Bình", ("Cầu mới.", "Hà Vân - Lê Bình")),
        ("Cầu mới (Nguồn ảnh: Báo Ví Dụ).", ("Cầu mới", "Báo Ví Dụ")),
        ("Bức ảnh: một kỷ niệm", ("Bức ảnh: một kỷ niệm", "")),
        ("Cầu mới", ("Cầu mới", "")),
        ("", ("", "")),
    ],
)
def test_a_credit_is_told_from_its_caption(text, parts):
    assert split_caption(text) == parts


def test_tables_with_merged_cells_stay_tables():
    document = Document()
    document.add_paragraph("Bảng điểm")
    table = document.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Chung"
    table.cell(0, 2).merge(table.cell(1, 2)).text = "Cao"
    table.cell(1, 0).text = "a"
    document.add_paragraph(BODY)
    html = read_word(saved(document)).html
    assert 'colspan="2"' in html
    assert 'rowspan="2"' in html


def test_a_table_drawn_for_a_caption_becomes_a_figure():
    document = Document()
    document.add_paragraph("Tên bài không có định dạng")
    document.add_paragraph(BODY)
    table = document.add_table(2, 1)
    table.cell(0, 0).paragraphs[0].add_run().add_picture(jpeg())
    table.cell(1, 0).text = "Ra quân làm đường. Ảnh: Hà Vân"
    document.add_paragraph(BODY)
    word = read_word(saved(document))
    assert word.title == "Tên bài không có định dạng"
    assert "<table" not in word.html
    assert "<figcaption>Ra quân làm đường.</figcaption>" in word.html
    assert word.pictures[0].credit == "Hà Vân"


def test_a_picture_inside_a_sentence_stands_after_it_and_no_word_is_lost():
    document = Document()
    document.add_paragraph(BODY)
    mixed = document.add_paragraph("Trước ")
    mixed.add_run().add_picture(jpeg())
    mixed.add_run("sau")
    word = read_word(saved(document))
    assert '<p>Trước sau</p><figure class="image"><img src="word:0"></figure>' in word.html


def test_bold_crossheads_are_neither_lead_nor_author():
    document = Document()
    paragraph(document, "Tên bài", bold=True)
    paragraph(document, "I. Kết quả", bold=True)
    document.add_paragraph(BODY)
    paragraph(document, "Cần làm gì tiếp?", bold=True)
    word = read_word(saved(document))
    assert (word.title, word.lead, word.author) == ("Tên bài", "", "")
    assert "I. Kết quả" in word.html
    assert "Cần làm gì tiếp?" in word.html


def test_tracked_changes_are_read_as_accepted_and_comments_left_out():
    document = Document()
    document.add_paragraph("Tên bài")
    body = document.add_paragraph("Giữ ")
    for tag, inner in (("ins", "<w:t>thêm</w:t>"), ("del", "<w:delText>bỏ</w:delText>")):
        body._p.append(
            parse_xml(
                f'<w:{tag} {nsdecls("w")} w:id="1" w:author="Hà"><w:r>{inner}</w:r></w:{tag}>'
            )
        )
    document.add_comment(body.runs[0], text="Ghi chú riêng", author="Hà", initials="H")
    html = read_word(saved(document)).html
    assert "Giữ thêm" in html
    assert "bỏ" not in html
    assert "Ghi chú riêng" not in html


def test_footnotes_become_numbered_paragraphs():
    document = Document()
    document.add_paragraph("Tên bài")
    run = document.add_paragraph("Có chú thích").add_run()
    run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="2"/>'))
    relation = (
        '<Relationship Id="rIdNotes" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/footnotes" Target="footnotes.xml"/></Relationships>'
    )
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>Theo báo cáo</w:t></w:r>'
        "</w:p></w:footnote></w:footnotes>"
    )
    file = repacked(
        saved(document),
        {
            "word/_rels/document.xml.rels": lambda old: old.replace(
                b"</Relationships>", relation.encode()
            ),
            "word/footnotes.xml": notes,
        },
    )
    html = read_word(file).html
    assert "Có chú thích<sup>[1]</sup>" in html
    assert "<p>[1] Theo báo cáo" in html
    assert "↑" not in html
    assert "footnote" not in clean(html)


# ---- Old encodings ----


@pytest.mark.parametrize(
    ("write", "font", "encoding"),
    [
        (to_tcvn3, ".VnTime", "tcvn3"),
        (to_vni, "VNI-Times", "vni"),
        (to_tcvn3, None, "tcvn3"),
        (to_vni, None, "vni"),
    ],
)
def test_an_old_encoding_is_named_first_and_converted_on_demand(write, font, encoding):
    document = Document()
    paragraph(document, write("Hội nghị sơ kết"), bold=True, align="CENTER", font=font)
    paragraph(document, write(LEAD), bold=True, font=font)
    torn = paragraph(document, write("Bước vào thời kỳ đổi mới, Việ"), font=font)
    torn.add_run(write("t Nam")).font.name = font
    picture(document)
    paragraph(document, write("Quang cảnh hội nghị (ảnh: Hà Vân)"), font=font, align="CENTER")
    if font:
        paragraph(document, "Đoạn này là Unicode: bé đi")
    paragraph(document, write("Bài: Thu Nhàn"), bold=True, font=font)
    word = read_word(saved(document))
    assert word.encoding == encoding
    assert word.title == write("Hội nghị sơ kết")
    after = converted(word)
    assert after.encoding is None
    assert (after.title, after.lead, after.author) == ("Hội nghị sơ kết", LEAD, "Thu Nhàn")
    assert "đổi mới, Việt Nam</p>" in after.html
    assert (after.pictures[0].caption, after.pictures[0].credit) == (
        "Quang cảnh hội nghị",
        "Hà Vân",
    )
    assert after.pictures[0].content == word.pictures[0].content
    if font:
        assert "Đoạn này là Unicode: bé đi" in after.html


def test_the_font_of_a_style_counts_and_capital_fonts_write_capitals():
    document = Document()
    document.styles["Normal"].font.name = ".VnTime"
    paragraph(document, to_tcvn3("đảng bộ huyện"), font=".VnTimeH")
    document.add_paragraph(to_tcvn3(BODY))
    paragraph(document, "Ông bà là ai", font="Times New Roman")
    word = converted(read_word(saved(document)))
    assert word.title == "ĐẢNG BỘ HUYỆN"
    assert f"<p>{BODY}</p>" in word.html
    assert "Ông bà là ai" in word.html
