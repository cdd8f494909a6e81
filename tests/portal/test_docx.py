"""Blocks become a Word file that needs no repair, whatever words are in them."""

import dataclasses
import io
import re

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from branch_portal.lib.docx import docx_file
from branch_portal.lib.paper import (
    Blank,
    Column,
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
    numbered,
    printable,
)
from tests.meetings.paper_parts import check_schema, outline, words

PROFILE = Profile(
    name="Thử",
    margin_top=25,
    margin_bottom=22,
    margin_left=35,
    margin_right=18,
    left_column=70,
    party_size=14,
    rule_width=1.5,
    superior_size=13,
    issuer_size=12,
    number_size=11,
    place_size=10,
    type_size=17,
    subject_size=18,
    under_subject="*****",
    heading_size=15,
    body_size=13,
    line_spacing=20,
    first_line=12,
    space_before=3,
    space_after=4,
    authority_size=16,
    post_size=19,
    post_is_bold=True,
    signer_size=20,
    recipients_label_size=21,
    recipients_size=9,
    page_number_size=22,
    end_mark="./.",
    spelling="uỷ",
)


def every_block(text):
    columns = (Column("STT", 14, is_centred=True), Column(text, 100))
    return [
        Head(text, text, text, text),
        Title(text, (text, text)),
        Text(text, is_note=True),
        Heading(text),
        Text(text, has_headings=True),
        Blank(text, 3),
        Table(columns, [("1", text), ("2", text)], 8),
        PageBreak(),
        Text(text),
        Signatures(Signature(text, text, text), Signature("", text, text)),
        Table(columns, []),
        Signatures(Signature(text, text, text), recipients=(text, text)),
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=[]), max_size=60))
def test_any_text_makes_a_whole_file(text):
    file = docx_file(Paper(text, PROFILE, every_block(text)))
    check_schema(file)
    kept = printable(text).replace("\t", "").replace("\n", "")
    assert kept.strip() in words(file).replace("\n", "").replace("\t", "")


def test_an_empty_paper_is_a_file_too():
    assert not words(docx_file(Paper("", PROFILE))).strip()


def test_every_number_of_the_profile_is_used():
    """Another number, another file: nothing of the data of the office is a constant here."""
    blocks = every_block("Đảng ủy xã")
    plain = docx_file(Paper("", PROFILE, blocks)).getvalue()
    used_elsewhere = {"name", "end_mark"}
    for field in dataclasses.fields(Profile):
        value = getattr(PROFILE, field.name)
        other = {"spelling": "ủy", "under_subject": "", "post_is_bold": False}.get(field.name)
        other = other if other is not None else (value + 1 if not isinstance(value, str) else "x")
        changed = dataclasses.replace(PROFILE, **{field.name: other})
        same = docx_file(Paper("", changed, blocks)).getvalue() == plain
        assert same == (field.name in used_elsewhere), field.name


def test_page_and_letters():
    look = outline(docx_file(Paper("", PROFILE, every_block("Chữ"))))
    assert look.startswith("page [210, 297, 25, 22, 35, 18] first page apart: True")
    assert re.search(r"rule=12 size=14\] ĐẢNG CỘNG SẢN VIỆT NAM", look)
    assert "[align=center size=11] Số Chữ" in look
    assert "[align=center i=1 size=10] Chữ" in look
    assert "line=400 lineRule=exact" in look
    assert "[size=21 u=1] Nơi nhận:" in look
    assert "[size=9] - Chữ;" in look
    assert "[size=9] - Chữ." in look


def test_line_breaks_and_tabs_stay():
    file = docx_file(Paper("", PROFILE, [Title("A", ("một\tba\nhai",)), Text("x\ty\n\nz")]))
    assert "một\tba\nhai" in words(file)
    assert "x\ty\nz" in words(file)


def test_a_long_table_is_no_work():
    rows = [(str(number), f"Người {number}") for number in range(3000)]
    columns = (Column("STT", 14), Column("Họ tên", 100))
    file = docx_file(Paper("", PROFILE, [Table(columns, rows)]))
    assert len(Document(io.BytesIO(file.getvalue())).tables[0].rows) == 3001


def test_a_row_has_as_many_cells_as_the_table_has_columns():
    with pytest.raises(ValueError, match="zip"):
        docx_file(Paper("", PROFILE, [Table((Column("A", 10), Column("B", 10)), [("1",)])]))


def test_typed_titles_of_parts_are_bold():
    text = Text("I- MỤC TIÊU\nI. Lời nói đầu;\nVàng\nIV. Tổ chức", has_headings=True)
    assert [is_heading for _line, is_heading in text.paragraphs] == [True, False, False, True]
    assert not any(is_heading for _line, is_heading in Text("I- MỤC TIÊU").paragraphs)


def test_numbers_of_parts():
    assert numbered(["A", "", "B"]) == ["I- A", "", "II- B"]


def test_the_mark_at_the_end_stands_once():
    assert PROFILE.ended("Hết.") == "Hết./."
    assert PROFILE.ended("Hết./.") == "Hết./."
    assert dataclasses.replace(PROFILE, end_mark=".").ended("đạt 100%") == "đạt 100%."


def test_spelling_changes_the_word_alone():
    assert PROFILE.spelt("Huyện ủy, ĐẢNG ỦY, Ủy viên, Thủy, khuỷu") == (
        "Huyện uỷ, ĐẢNG UỶ, Uỷ viên, Thủy, khuỷu"
    )
