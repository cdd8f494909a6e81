"""The minutes as Word reads them."""

import datetime as dt
import io

import pytest
from django.urls import reverse
from docx import Document

from meetings import actions
from meetings.documents.minutes import build_minutes
from meetings.documents.sections import minutes_sections
from tests.factories import call_roll, make_session, submit
from tests.meetings.paper_parts import SECRET_OPINION, make_recorded, papers_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session):
    return reverse("meetings:minutes", args=[session.pk])


@pytest.fixture
def recorded(branch, members, secretary):
    return make_recorded(branch, secretary)


@pytest.fixture
def document(client, recorded, secretary):
    client.force_login(secretary)
    response = client.get(reverse("meetings:minutes", args=[recorded.pk]))
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
    for said in (
        "Có mặt: 10/12 đồng chí phải dự, đạt 83,33%",
        "Vắng có lý do: 1 đồng chí (",
        "Vắng không lý do: 1 đồng chí (",
        "Cấp trên dự: Bùi Cấp Trên, tổ công tác.",
        "- Đồng chí Lê Hoài Ân (bổ sung): Làm A & B <trước>.",
        f"- Đồng chí Đỗ Văn Ánh (tự phê bình và phê bình): {SECRET_OPINION}",
        "III- Ý KIẾN CỦA CẤP TRÊN",
        "Nghị quyết số 01-NQ/CB về nạo vét kênh",
        "Lập tổ: đồng chí Bùi Thị An, hoàn thành trước 02/11/2026.",
        "Biên bản kết thúc hồi 21 giờ 15 phút",
        "Chủ trì: đồng chí Bùi Thị An, Bí thư chi bộ.",
    ):
        assert said in text


def test_the_head_is_the_partys_not_the_states(document):
    text = lines(document)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "ĐẢNG BỘ XÃ ĐẦU" in text
    assert "CHI BỘ TRƯỜNG THỬ" in text
    assert "Đầu, ngày 03 tháng 10 năm 2026" in text
    assert not any("CỘNG HÒA XÃ HỘI" in line for line in text)


def test_there_are_none_before_the_roll_is_called(client, url, secretary):
    client.force_login(secretary)
    response = client.get(url)
    assert response.status_code == 403
    assert "Chưa điểm danh" in response.content.decode()


def test_an_unsubmitted_paper_says_that_it_is_a_draft(document, recorded, secretary):
    assert any(line.startswith("DỰ THẢO") for line in lines(document))
    submitted = Document(build_minutes(submit(recorded, secretary)))
    assert not any(line.startswith("DỰ THẢO") for line in lines(submitted))


def test_a_branch_below_a_school_is_dated_where_the_next_area_is(branch, members, secretary):
    session = make_session(branch, by=secretary, held_on=dt.date(2026, 2, 5))
    session.hierarchy = ["Đảng bộ Trường Đại học Thử", "Đảng bộ huyện Sông Lam"]
    assert "Sông Lam, ngày 05 tháng 02 năm 2026" in lines(Document(build_minutes(session)))
    session.hierarchy = ["Đảng bộ phường 1"]
    assert "Phường 1, ngày 05 tháng 02 năm 2026" in lines(Document(build_minutes(session)))
    session.hierarchy = []
    assert "Ngày 05 tháng 02 năm 2026" in lines(Document(build_minutes(session)))


def test_sections_of_numbers_are_not_edited(recorded):
    sections = minutes_sections(recorded)
    assert [section.key for section in sections] == [
        "opening",
        "attendance",
        "content",
        "discussion",
        "superior",
        "conclusion",
        "votes",
        "closing",
    ]
    assert [s.key for s in sections if not s.is_editable] == ["attendance", "votes"]
    edited = {"discussion": ["Lời đã sửa\nhai dòng."], "votes": ["100/100"], "unknown": ["?"]}
    text = "\n".join(lines(Document(build_minutes(recorded, edited))))
    assert "Lời đã sửa" in text
    assert "hai dòng." in text
    assert "Làm A & B" not in text
    assert "100/100" not in text


def test_words_that_were_put_better_are_printed(recorded, secretary):
    actions.edit_minutes(
        recorded,
        {"discussion": "Lời hay hơn.", "conclusion": "Kết luận hay hơn."},
        version=recorded.version,
        by=secretary,
    )
    submitted = submit_again(recorded, secretary)
    papers = {name: words(file) for name, file in papers_of(submitted).items()}
    assert "Lời hay hơn." in papers["bien-ban"]
    assert "Làm A & B" not in papers["bien-ban"]
    assert "Kết luận hay hơn." in papers["trich-bien-ban"]
    assert "Lời hay hơn." not in papers["trich-bien-ban"], "it may hold what is restricted"


def submit_again(session, by):
    session.refresh_from_db()
    actions.submit_session(session, version=session.version, by=by)
    session.refresh_from_db()
    return session


def test_what_came_of_earlier_tasks_stands_first(recorded, branch, secretary):
    submit(recorded, secretary)
    later = make_session(branch, by=secretary, held_on=dt.date(2026, 11, 3))
    call_roll(later, secretary)
    earlier = minutes_sections(later)[2]
    assert (earlier.key, earlier.is_editable) == ("earlier", False)
    assert earlier.title == "I- KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT KỲ TRƯỚC"
    assert "Lập tổ (đồng chí Bùi Thị An): đạt 0%" in earlier.lines[1]


def test_its_cost_does_not_grow_with_the_session(recorded, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        build_minutes(recorded)
