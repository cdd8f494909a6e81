"""A branch offers words for the news: of a submitted record, and naming nobody."""

import pytest
from django.urls import reverse

from meetings import actions
from meetings.models import NewsProposal
from tests.factories import call_roll, make_resolution, submit

pytestmark = pytest.mark.django_db
TEXT = "Chi bộ bàn việc nạo vét kênh và chia nước theo lịch, để ruộng cuối nguồn không khô."


@pytest.fixture
def submitted(session, secretary):
    return submit(session, secretary)


def url(session):
    return reverse("meetings:propose_news", args=[session.pk])


def post(client, session, version=0, **words):
    data = {"version": version, "headline": "Giữ nước cho vụ xuân", "text": TEXT} | words
    return client.post(url(session), data)


def test_the_first_words_are_those_that_may_be_told(client, submitted, secretary):
    client.force_login(secretary)
    page = client.get(url(submitted)).content.decode()
    assert "12/12 đảng viên, đạt 100%" in page
    assert "Bùi Thị An" not in page.partition("<main")[2]
    assert post(client, submitted).status_code == 302
    proposal = NewsProposal.objects.get()
    assert (proposal.state, proposal.unit_name) == ("waiting", "Chi bộ Trường Thử")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"text": TEXT + " Đồng chí Kiều Oanh phát biểu."}, "Trang công khai không nêu tên người"),
        ({"headline": "Đồng chí Kiều Oanh nhận việc"}, "Trang công khai không nêu tên người"),
        ({"text": TEXT + " Theo văn bản Mật."}, "dấu chỉ độ mật"),
        ({"text": "Ngắn."}, "50"),
        ({"headline": ""}, "bắt buộc"),
    ],
)
def test_what_may_not_leave_the_house_stays(client, submitted, secretary, words, sentence):
    client.force_login(secretary)
    response = post(client, submitted, **words)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not NewsProposal.objects.exists()


def test_it_may_be_put_better_until_it_is_taken(client, submitted, secretary, editor):
    client.force_login(secretary)
    post(client, submitted)
    assert post(client, submitted).status_code == 422, "an older page"
    assert post(client, submitted, version=1, headline="Nước về đồng").status_code == 302
    actions.take_proposal(NewsProposal.objects.get(), 7, by=editor)
    assert post(client, submitted, version=3).status_code == 422
    assert NewsProposal.objects.get().headline == "Nước về đồng"


def test_an_open_record_has_no_news(client, session, secretary):
    client.force_login(secretary)
    assert client.get(url(session)).status_code == 403


def test_a_signed_resolution_is_told(client, session, secretary):
    call_roll(session, secretary)
    make_resolution(session, secretary)
    submit(session, secretary)
    client.force_login(secretary)
    assert "ra nghị quyết về nạo vét kênh" in client.get(url(session)).content.decode()


def test_a_conclusion_is_called_so_and_about_stands_once(client, session, secretary):
    call_roll(session, secretary)
    make_resolution(session, secretary, title="Về việc nạo vét kênh", kind="KL")
    submit(session, secretary)
    client.force_login(secretary)
    page = client.get(url(session)).content.decode()
    assert "Chi bộ thống nhất ra kết luận về việc nạo vét kênh." in page


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("secretary", 200),
        ("organisation_board", 200),
        ("working_group", 403),
        ("foreign_secretary", 404),
        ("editor", 404),
    ],
)
def test_who_may(client, request, submitted, role, status):
    client.force_login(request.getfixturevalue(role))
    assert client.get(url(submitted)).status_code == status
