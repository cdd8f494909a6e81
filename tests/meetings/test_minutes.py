"""The minutes as Word reads them."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from docx import Document

from meetings import actions
from tests.factories import call_roll, make_resolution, make_session, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(client, session, secretary):
    call_roll(session, secretary, excused=1, unexcused=1)
    opinions = [
        {"speaker_name": "Lê Hoài Ân", "kind": "opinion", "text": "Làm A & B <trước>."},
        {"speaker_name": "Bùi Cấp Trên", "kind": "superior", "text": "Đồng tình."},
    ]
    actions.record_discussion(
        session, opinions, summary="", conclusion="Đồng ý.", version=session.version, by=secretary
    )
    make_resolution(session, secretary)
    make_task(session, secretary)
    client.force_login(secretary)
    response = client.get(reverse("meetings:minutes", args=[session.pk]))
    assert (
        'filename="bien-ban-2026-10-03-chi-bo-truong-thu.docx"' in (response["Content-Disposition"])
    )
    return Document(io.BytesIO(b"".join(response.streaming_content)))


def lines(document):
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return [p.text for cell in cells for p in cell.paragraphs] + [
        p.text for p in document.paragraphs
    ]


def test_it_says_what_was_recorded(document):
    text = "\n".join(lines(document))
    for words in (
        "Có mặt: 10/12 đồng chí phải dự, đạt 83,33%",
        "Vắng có lý do: 1 đồng chí (",
        "Vắng không lý do: 1 đồng chí (",
        "Làm A & B <trước>.",
        "III- Ý KIẾN CỦA CẤP TRÊN",
        "Nghị quyết số 01-NQ/CB",
        "Nạo vét 300 m kênh: đồng chí Bùi Thị An, hoàn thành trước 31/12/2026.",
        "Biên bản kết thúc hồi 21 giờ 15 phút",
        "Chủ trì: đồng chí Bùi Thị An, Bí thư chi bộ.",
    ):
        assert words in text


def test_the_head_is_the_partys_not_the_states(document):
    text = lines(document)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "ĐẢNG BỘ XÃ ĐẦU" in text
    assert "CHI BỘ TRƯỜNG THỬ" in text
    assert "Ngày 03 tháng 10 năm 2026" in text
    assert not any("CỘNG HÒA XÃ HỘI" in line for line in text)


def test_page_and_letters_are_those_of_the_guideline(document):
    section = document.sections[0]
    measured = (section.page_width, section.page_height, section.left_margin, section.right_margin)
    assert [round(length.mm) for length in measured] == [210, 297, 30, 15]
    assert document.styles["Normal"].font.name == "Times New Roman"
    body = next(p for p in document.paragraphs if p.text.startswith("Thời gian bắt đầu"))
    assert body.paragraph_format.line_spacing.pt == 18


def test_a_paper_of_2022_has_the_layout_of_2022(branch, members, secretary):
    from meetings.documents.minutes import build_minutes

    session = make_session(branch, by=secretary, held_on=dt.date(2022, 1, 10))
    document = Document(build_minutes(session))
    body = next(p for p in document.paragraphs if p.text.startswith("Thời gian bắt đầu"))
    assert body.paragraph_format.line_spacing is None
    assert "Ngày 10 tháng 01 năm 2022" in lines(document)


def test_there_are_none_before_the_roll_is_called(client, session, secretary):
    client.force_login(secretary)
    response = client.get(reverse("meetings:minutes", args=[session.pk]))
    assert response.status_code == 403
    assert "Chưa điểm danh" in response.content.decode()


def test_an_unsubmitted_paper_says_that_it_is_a_draft(document):
    assert any(line.startswith("DỰ THẢO") for line in lines(document))
