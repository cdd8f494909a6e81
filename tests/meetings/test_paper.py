"""Every paper of a session, as Word has it."""

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document

from meetings.documents.facts import Facts
from meetings.documents.registry import offered
from meetings.models import AgendaItem, DocumentProfile, ThematicSession
from organisation.models import Member
from tests.factories import call_roll, make_member, make_plan, make_resolution
from tests.meetings.paper_parts import (
    HOSTILE,
    SECRET_OPINION,
    check_schema,
    make_recorded,
    make_submitted,
    outline,
    papers_of,
    read,
    words,
)

pytestmark = pytest.mark.django_db
GOLDEN = Path(__file__).parent / "golden"
OF_A_RECORD = [
    "chuong-trinh",
    "giay-moi",
    "diem-danh",
    "bien-ban",
    "trich-bien-ban",
    "nghi-quyet-01-nq-cb",
    "trich-nghi-quyet-01-nq-cb",
]
HD36, HD05 = dt.date(2026, 5, 26), dt.date(2026, 5, 27)  # the last day and the first


@pytest.fixture
def submitted(branch, members, secretary):
    return make_submitted(branch, secretary)


@pytest.mark.parametrize(("day", "profile"), [(HD36, "hd36"), (HD05, "hd05")])
def test_papers_look_as_the_guideline_of_their_day_says(branch, members, secretary, day, profile):
    papers = papers_of(make_submitted(branch, secretary, day))
    assert list(papers) == OF_A_RECORD
    for name, file in papers.items():
        check_schema(file)
        assert outline(file) == (GOLDEN / f"{name}-{profile}.txt").read_text("utf-8"), name


def test_before_a_session_there_are_its_agenda_and_blank_papers(branch, members, secretary):
    day = timezone.localdate() + dt.timedelta(days=7)
    plan = make_plan(
        branch,
        secretary,
        chair=members[0],
        presenter=members[4],
        superiors=[("Bùi Cấp Trên", "tổ công tác")],
    )
    papers = papers_of(plan)
    expected = ["chuong-trinh", "giay-moi", "diem-danh", "giay-trang", "phieu-cham-diem-trang"]
    assert list(papers) == expected
    for file in papers.values():
        check_schema(file)
    invitation = words(papers["giay-moi"])
    assert "Kính gửi: Đồng chí Bùi Cấp Trên, tổ công tác" in invitation
    assert f"19 giờ 30 phút, ngày {day.day:02d} tháng" in invitation
    assert invitation.count("ĐẢNG CỘNG SẢN VIỆT NAM") == 2, "each guest has a page"
    assert "Trình bày chuyên đề “Tiết kiệm điện”\nPhạm Thị Cúc" in words(papers["chuong-trinh"])
    assert "BÍ THƯ" in words(papers["chuong-trinh"])
    kit = words(papers["giay-trang"])
    assert kit.index("1\nBùi Thị An") < kit.index("12\nPhùng Quân") < kit.index("II- THẢO LUẬN")
    assert "Vắng không lý do (k)" in kit


def test_an_agenda_is_printed_as_it_was_planned(branch, members, secretary):
    plan = make_plan(branch, secretary)
    AgendaItem.objects.create(session=plan, position=1, text="Chào cờ & <hát>", minutes=5)
    AgendaItem.objects.create(session=plan, position=2, text="Trình bày", who="Phạm Thị Cúc")
    text = words(papers_of(plan)["chuong-trinh"])
    assert "1\nChào cờ & <hát> (5 phút)\n\n2\nTrình bày\nPhạm Thị Cúc" in text
    assert "Thông qua biên bản" not in text


def test_a_roll_is_signed_in_the_order_of_given_names(branch, members, secretary):
    make_member(branch, "An Thị Ý")
    make_member(branch, "Ngô Tạm Thời", kind="temporary")
    text = words(papers_of(make_recorded(branch, secretary))["diem-danh"])
    order = ["Bùi Thị An", "Đỗ Văn Ánh", "Lê Hoài Ân", "Phùng Quân", "An Thị Ý", "Ngô Tạm Thời"]
    places = [text.index(name) for name in order]
    assert places == sorted(places)
    assert "Dự bị" in text
    assert "Vắng có lý do" in text
    assert "Ốm" not in text, "why somebody was absent is not passed round"


def test_what_is_restricted_stays_in_the_minutes(submitted):
    papers = papers_of(submitted)
    held = [name for name, file in papers.items() if SECRET_OPINION in words(file)]
    assert held == ["bien-ban"]
    extract = words(papers["trich-bien-ban"])
    assert "Làm A & B <trước>." in extract
    assert "Có 1 ý kiến bảo lưu, ghi trong biên bản." in extract
    assert "Chưa đủ tiền." not in extract
    assert "Ốm" not in extract


def test_an_extract_of_a_resolution_cites_it(submitted):
    extract = words(papers_of(submitted)["trich-nghi-quyet-01-nq-cb"])
    assert "Trích Nghị quyết số 01-NQ/CB, ngày 03/10/2026 của Chi bộ Trường Thử." in extract
    assert "Số 01-NQ/CB" in extract
    assert "9/11 đồng chí tán thành, đạt 81,82%" in extract
    assert "Lập tổ" not in extract


def test_hostile_words_come_out_as_typed(branch, members, secretary):
    session = make_recorded(branch, secretary, topic=HOSTILE.replace("\n", " "))
    ThematicSession.objects.filter(pk=session.pk).update(
        summary=HOSTILE, conclusion="Rất dài " * 2500, topic=HOSTILE, unit_name="Chi bộ A & <B>"
    )
    session.opinions.update(text=HOSTILE)
    session.resolutions.update(text=HOSTILE, title=HOSTILE[:300])
    session.roll.update(member_name="Lê <b>An</b> & \x07con")
    session.refresh_from_db()
    for name, file in papers_of(session).items():
        check_schema(file)
        assert "CHI BỘ A & <B>" in words(file), name
    text = words(papers_of(session)["bien-ban"])
    assert "A & B <C>\tsau phím tab  ]]> &amp; {{ 7*7 }}" in text
    assert "Dòng hai" in text
    assert len(max(text.split("\n"), key=len)) > 19_990


def test_the_same_words_make_the_same_file(submitted):
    first, second = papers_of(submitted), papers_of(submitted)
    assert {n: hashlib.sha256(f.read()).digest() for n, f in first.items()} == {
        n: hashlib.sha256(f.read()).digest() for n, f in second.items()
    }


def test_a_branch_of_300_members(branch, secretary, members, django_assert_max_num_queries):
    for number in range(288):
        make_member(branch, f"Người {number}")
    session = make_recorded(branch, secretary)
    with django_assert_max_num_queries(20):
        papers = papers_of(session)
    assert words(papers["diem-danh"]).count("Chính thức") == 299
    assert all(check_schema(file) is None for file in papers.values())


def test_the_spelling_of_the_office_spares_people(branch, members, secretary):
    DocumentProfile.objects.update(spelling="uỷ")
    Member.objects.filter(pk=members[0].pk).update(full_name="Bùi Ủy")
    session = make_recorded(branch, secretary)
    ThematicSession.objects.filter(pk=session.pk).update(
        superior_name="Đảng ủy xã Đầu", chair_post="committee_member"
    )
    session.refresh_from_db()
    text = words(papers_of(session)["bien-ban"])
    assert "ĐẢNG UỶ XÃ ĐẦU" in text
    assert "Chủ trì: đồng chí Bùi Ủy, Chi uỷ viên." in text
    assert "- Đảng uỷ xã Đầu (để báo cáo);" in words(papers_of(session)["nghi-quyet-01-nq-cb"])


@pytest.mark.parametrize(
    ("superior", "reported"),
    [
        ("Đảng bộ xã Đầu", "Đảng ủy xã Đầu"),
        ("Đảng bộ huyện Sông Lam", "Huyện ủy Sông Lam"),
        ("Đảng bộ Công ty Cổ phần Thử", "Đảng ủy Công ty Cổ phần Thử"),
        ("Ban cán sự Thử", "Ban cán sự Thử"),
    ],
)
def test_it_is_reported_to_the_committee(submitted, superior, reported):
    submitted.superior_name = superior
    text = words(papers_of(submitted)["nghi-quyet-01-nq-cb"])
    assert f"- {reported} (để báo cáo);" in text
    assert "- Lưu Chi bộ." in text


def test_whoever_signs_without_a_post_signs_as_chair(submitted):
    submitted.resolutions.update(signer_post="deputy_secretary")
    assert "PHÓ BÍ THƯ" in words(papers_of(submitted)["nghi-quyet-01-nq-cb"])
    submitted.resolutions.update(signer_post="")
    assert "CHỦ TRÌ" in words(papers_of(submitted)["nghi-quyet-01-nq-cb"])


def test_a_resolution_without_a_number_is_no_paper_yet(branch, members, secretary, session):
    call_roll(session, secretary)
    make_resolution(session, secretary)
    missing = {o.template_kind: o.missing for o in offered(Facts.of(session))}
    assert missing["resolution"] == missing["resolution_extract"] == "Chưa ký nên chưa có số."


# --- The page -------------------------------------------------------------------------------------


def test_a_file_has_a_name_that_every_telephone_takes(client, submitted, secretary):
    client.force_login(secretary)
    resolution = submitted.resolutions.get()
    url = reverse("meetings:paper", args=[submitted.pk, f"nghi-quyet-{resolution.pk}"])
    response = client.get(url)
    name = "nghi-quyet-01-nq-cb-2026-10-03-chi-bo-truong-thu.docx"
    assert f'filename="{name}"' in response["Content-Disposition"]
    assert "NGHỊ QUYẾT" in words(read(response))


def test_what_is_missing_says_why(client, session, secretary):
    client.force_login(secretary)
    response = client.get(reverse("meetings:paper", args=[session.pk, "bien-ban"]))
    assert response.status_code == 403
    assert "Chưa điểm danh nên chưa có biên bản." in response.content.decode()
    assert client.get(reverse("meetings:paper", args=[session.pk, "khong-co"])).status_code == 404
    assert client.post(reverse("meetings:paper", args=[session.pk, "bien-ban"])).status_code == 405


PAGES = [("papers", ()), ("papers_zip", ()), ("handbook_text", ())]
PAGES += [("paper", ("bien-ban",)), ("paper_view", ("bien-ban",))]


@pytest.mark.parametrize(("page", "more"), PAGES)
@pytest.mark.parametrize(
    ("role", "open_record", "submitted_record"),
    [
        ("secretary", 200, 200),
        ("deputy", 200, 200),
        ("administrator", 200, 200),
        ("working_group", 403, 200),
        ("organisation_board", 403, 200),
        ("foreign_secretary", 404, 404),
        ("reporter", 404, 404),
        ("stranger", 404, 404),
    ],
)
def test_papers_are_for_those_who_read_the_record(
    client, request, branch, members, secretary, role, open_record, submitted_record, page, more
):
    session = make_recorded(branch, secretary)
    client.force_login(request.getfixturevalue(role))
    url = reverse(f"meetings:{page}", args=[session.pk, *more])
    assert client.get(url).status_code == open_record
    ThematicSession.objects.update(state="submitted", submitted_at=timezone.now())
    assert client.get(url).status_code == submitted_record


@pytest.mark.parametrize(("page", "more"), PAGES)
def test_a_foreign_session_is_the_same_as_none(client, foreign_session, secretary, page, more):
    client.force_login(secretary)
    foreign = client.get(reverse(f"meetings:{page}", args=[foreign_session.pk, *more]))
    nothing = client.get(reverse(f"meetings:{page}", args=[10**9, *more]))
    assert foreign.status_code == nothing.status_code == 404
    assert foreign.content == nothing.content


def test_word_reads_it_with_python_docx_too(submitted):
    document = Document(papers_of(submitted)["bien-ban"])
    assert document.core_properties.title == "Biên bản sinh hoạt chuyên đề: Giữ nước cho vụ xuân"
    header = document.sections[0].header.paragraphs[0]
    assert "PAGE" in header._p.xml
    assert not document.sections[0].first_page_header.paragraphs[0].text
