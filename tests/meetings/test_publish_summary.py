"""Writing the public summary of a session: form, look, publication, refusals."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from meetings import actions
from meetings.models import PublicSummary, RollEntry, TopicGroup
from tests.factories import SUMMARY, call_roll, make_resolution, make_summary, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(session, secretary):
    call_roll(session, secretary, excused=1)
    make_resolution(session, secretary, title="nạo vét kênh")
    session.refresh_from_db()
    return submit(session, secretary)


@pytest.fixture
def url(session):
    return reverse("meetings:publish_summary", args=[session.pk])


@pytest.fixture
def words(db):
    return {"title": "Giữ nước", "group": TopicGroup.objects.first().pk, "text": SUMMARY}


def test_the_board_looks_first_and_then_publishes(
    client, url, submitted, organisation_board, words
):
    client.force_login(organisation_board)
    assert client.get(url).status_code == 200
    subject = submitted.resolutions.get().pk
    words |= {"with_attendance": "on", "resolutions": subject, "version": "0"}
    page = client.post(url, words | {"look": "1"}).content.decode()
    for shown in ("Bạn đọc sẽ thấy", "11/12 = 91,67%", "<li>Nạo vét kênh</li>", SUMMARY):
        assert shown in page
    assert not PublicSummary.objects.exists()
    assert client.post(url, words).status_code == 302
    summary = PublicSummary.objects.get()
    assert (summary.present, summary.expected) == (11, 12)
    assert summary.resolutions == ["nạo vét kênh"]
    assert (summary.unit_name, summary.committee_name) == ("Chi bộ Trường Thử", "Đảng bộ xã Đầu")
    assert AuditEntry.objects.first().verb == "summary.published"


def test_figures_and_resolutions_stay_inside_unless_ticked(
    client, url, submitted, organisation_board, words
):
    client.force_login(organisation_board)
    client.post(url, words)
    summary = PublicSummary.objects.get()
    assert (summary.present, summary.expected, summary.resolutions) == (None, None, [])


def test_names_and_opinions_of_the_record_are_not_in_what_is_stored(submitted, organisation_board):
    summary = make_summary(submitted, organisation_board, with_attendance=True)
    stored = repr(vars(summary))
    for name in submitted.people():
        assert name not in stored
    assert "Đồng ý." not in stored


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đồng chí Phùng Quân nêu cách làm. " + SUMMARY, "Phùng Quân"),
        ("Theo de xuat cua bui thi an. " + SUMMARY, "Bùi Thị An"),
        ("Sau đó đồng chí Khoa kết luận. " + SUMMARY, "Lý Văn Khoa"),
        ("Dự có ông Trần Văn Lạ, Phó Bí thư. " + SUMMARY, "Trần Văn Lạ"),
        ("Theo văn bản Mật số 5. " + SUMMARY, "“văn bản Mật” là dấu chỉ độ mật"),
        ("Tài liệu TỐI MẬT. " + SUMMARY, "là dấu chỉ độ mật"),
    ],
)
def test_names_and_marks_of_secrecy_are_refused_by_name(
    client, url, submitted, organisation_board, words, text, found
):
    client.force_login(organisation_board)
    response = client.post(url, words | {"text": text})
    page = response.content.decode()
    assert response.status_code == 422
    assert found in page
    assert text in page, "what was typed stays"
    assert not PublicSummary.objects.exists()


def test_a_name_in_the_title_or_in_a_resolution_is_refused_too(
    client, url, session, secretary, organisation_board, words
):
    call_roll(session, secretary)
    bad = make_resolution(session, secretary, title="kết nạp đồng chí Hoàng Nam")
    session.refresh_from_db()
    submit(session, secretary)
    client.force_login(organisation_board)
    words |= {"title": "Nghe Đặng Thu Hà báo cáo", "resolutions": bad.pk}
    page = client.post(url, words).content.decode()
    assert "Đang có: Đặng Thu Hà" in page
    assert "Đang có: Hoàng Nam" in page
    assert not PublicSummary.objects.exists()


def test_the_frozen_roll_decides_and_the_action_refuses_by_itself(submitted, organisation_board):
    from branch_portal.lib.verdicts import RuleBroken

    RollEntry.objects.filter(session=submitted, position=3).update(member_name="Châu Ngọc Lân")
    with pytest.raises(RuleBroken, match="Châu Ngọc Lân") as refusal:
        make_summary(submitted, organisation_board, text="Châu Ngọc Lân nói. " + SUMMARY)
    assert refusal.value.field == "text"
    with pytest.raises(RuleBroken, match="từ 50 đến 3000"):
        make_summary(submitted, organisation_board, text="Ngắn quá.")


def test_an_opinion_of_the_discussion_is_refused(
    client, url, session, secretary, organisation_board, words
):
    from meetings.models import Opinion

    said = "Tổ tôi năm nào cũng phải chờ nước đến cuối vụ."
    submit(session, secretary)
    entry = session.roll.first()
    Opinion.objects.create(
        session=session, entry=entry, position=1, speaker_name=entry.member_name, text=said
    )
    client.force_login(organisation_board)
    response = client.post(url, words | {"text": f"{SUMMARY} {said}"})
    assert response.status_code == 422
    assert "nhắc lại nguyên văn" in response.content.decode()
    assert not PublicSummary.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": "Ngắn."},
        {"text": "Dài. " * 700},
        {"text": ""},
        {"title": ""},
        {"title": "x" * 301},
        {"group": ""},
        {"group": "99999999999999999999"},
        {"group": "x"},
        {"resolutions": "x"},
        {"resolutions": "999"},
    ],
)
def test_bad_input_keeps_what_was_typed(client, url, submitted, organisation_board, words, wrong):
    client.force_login(organisation_board)
    response = client.post(url, words | {"title": "Tên đã gõ"} | wrong)
    assert response.status_code == 422
    assert ("Tên đã gõ" in response.content.decode()) or "title" in wrong
    assert not PublicSummary.objects.exists()


def test_nothing_of_an_open_record_becomes_public(client, url, session, organisation_board, words):
    from branch_portal.lib.verdicts import RuleBroken

    client.force_login(organisation_board)
    for response in (client.get(url), client.post(url, words)):
        assert response.status_code == 403
        assert "chưa gửi" in response.content.decode()
    with pytest.raises(RuleBroken):
        make_summary(session, organisation_board)


def test_a_second_publication_takes_the_place_of_the_first(
    client, url, submitted, organisation_board, words
):
    summary = make_summary(submitted, organisation_board)
    client.force_login(organisation_board)
    assert SUMMARY in client.get(url).content.decode()
    client.post(url, words | {"title": "Tên mới", "version": "1"})
    summary.refresh_from_db()
    assert (summary.title, summary.version) == ("Tên mới", 2)
    assert PublicSummary.objects.count() == 1


@pytest.mark.parametrize("version", ["", "0", "x", "7", "9" * 40])
def test_somebody_was_quicker(client, url, submitted, organisation_board, words, version):
    summary = make_summary(submitted, organisation_board)
    client.force_login(organisation_board)
    response = client.post(url, words | {"title": "Tên sau", "version": version})
    assert response.status_code == 422
    assert "Có người vừa công bố hoặc gỡ" in response.content.decode()
    assert "Tên sau" in response.content.decode()
    summary.refresh_from_db()
    assert summary.version == 1


def test_later_changes_of_the_organisation_leave_it_alone(
    submitted, organisation_board, administrator
):
    import datetime as dt

    from organisation.actions import rename_unit

    summary = make_summary(submitted, organisation_board)
    rename_unit(submitted.unit, "Chi bộ Mới", from_day=dt.date(2026, 11, 1), by=administrator)
    summary.refresh_from_db()
    assert summary.unit_name == "Chi bộ Trường Thử"


def test_a_withdrawn_summary_can_come_back(submitted, organisation_board):
    summary = make_summary(submitted, organisation_board)
    actions.withdraw_summary(summary, by=organisation_board)
    again = make_summary(submitted, organisation_board, version=2)
    assert (again.pk, again.is_public, again.withdrawn_at) == (summary.pk, True, None)
    assert again.version == 3


def test_it_is_cheap(
    client, url, submitted, organisation_board, words, django_assert_max_num_queries
):
    client.force_login(organisation_board)
    with django_assert_max_num_queries(15):
        client.post(url, words | {"look": "1"})
