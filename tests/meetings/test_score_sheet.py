"""The score sheet on paper."""

import datetime as dt

import pytest
from docx import Document

from meetings import actions
from meetings.documents.facts import Facts
from meetings.documents.registry import offered
from meetings.models import Criterion
from tests.factories import call_roll, make_plan, make_score, make_session
from tests.meetings.paper_parts import HOSTILE, check_schema, outline, papers_of, words
from tests.meetings.test_paper import GOLDEN

pytestmark = pytest.mark.django_db


def scored(branch, secretary, day=dt.date(2026, 10, 3), **given):
    """A session with a gate that was missed, a reason, and a vote."""
    Criterion.objects.filter(fact="attendance").update(is_gate=True)
    session = make_session(branch, secretary, held_on=day)
    call_roll(session, secretary, excused=2)
    make_score(session, secretary, **given)
    session.refresh_from_db()
    actions.vote_on_score(
        session,
        form="hands",
        threshold="majority",
        votes_for=9,
        votes_against=0,
        votes_none=0,
        version=session.version,
        by=secretary,
    )
    session.refresh_from_db()
    return session


@pytest.mark.parametrize(
    ("day", "profile"), [(dt.date(2026, 5, 26), "hd36"), (dt.date(2026, 5, 27), "hd05")]
)
def test_it_looks_as_the_guideline_of_its_day_says(branch, members, secretary, day, profile):
    file = papers_of(scored(branch, secretary, day))["phieu-cham-diem"]
    check_schema(file)
    assert outline(file) == (GOLDEN / f"phieu-cham-diem-{profile}.txt").read_text("utf-8")


def test_its_table_adds_up(branch, members, secretary):
    file = papers_of(scored(branch, secretary))["phieu-cham-diem"]
    table = next(
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in Document(file).tables
        if len(table.columns) == 5
    )
    assert table[0] == ["STT", "Tiêu chí", "Điểm tối đa", "Điểm đạt", "Ghi chú"]
    groups = [row for row in table[1:-1] if "." not in row[0]]
    assert [row[0] for row in groups] == ["1", "2", "3", "4", "5", "6", "7"]
    for column in (2, 3):
        whole = sum(float(row[column].replace(",", ".")) for row in groups)
        assert whole == float(table[-1][column].replace(",", "."))
    assert table[2][:4] == ["2", "Tỷ lệ đảng viên dự sinh hoạt", "5", "4"]
    assert table[3] == [
        "2.1",
        "Tỷ lệ đảng viên có mặt",
        "4",
        "3",
        "10/12 = 83,33% < 90%, không ai vắng không lý do",
    ]
    text = words(file)
    assert "Xếp loại: Khá." in text
    assert "Không xếp loại Tốt vì chưa đủ điểm tiêu chí 2.1" in text
    assert "tán thành 9/11 đồng chí" in text


def test_what_was_typed_cannot_break_it(branch, members, secretary):
    session = scored(branch, secretary, closing=(4, HOSTILE))
    file = papers_of(session)["phieu-cham-diem"]
    check_schema(file)
    assert "A & B <C>" in words(file)
    assert "{{ 7*7 }}" in words(file)


def test_before_the_score_there_is_a_blank_one(branch, members, secretary, session):
    for one in (session, make_plan(branch, secretary)):
        papers = papers_of(one)
        assert "phieu-cham-diem" not in papers
        text = words(papers["phieu-cham-diem-trang"])
        assert "Nội dung chuyên đề sát nhiệm vụ" in text
        assert "None" not in text
        check_schema(papers["phieu-cham-diem-trang"])
        missing = {offer.name: offer.missing for offer in offered(Facts.of(one))}
        assert missing["phieu-cham-diem"] == "Buổi sinh hoạt chưa được chấm điểm."
