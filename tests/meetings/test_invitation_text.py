"""Words to be pasted into Zalo or an SMS."""

import datetime as dt

import pytest

from tests.factories import make_plan
from tests.meetings.prepared_parts import address, keep_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(branch, secretary, members):
    return make_plan(branch, secretary, presenter=members[2])


def test_it_says_what_members_need_to_know(client, plan, secretary):
    type(plan).objects.update(held_on=dt.date(2099, 12, 3))
    client.force_login(secretary)
    page = client.get(address("invitation_text", plan.pk)).content.decode()
    for line in (
        "Chi bộ Trường Thử kính mời các đồng chí dự buổi sinh hoạt chuyên đề:",
        "“Tiết kiệm điện”",
        "- Thời gian: 19 giờ 30 phút, thứ Năm, 03/12/2099",
        "- Địa điểm: Nhà văn hóa thôn",
        "- Người trình bày: đồng chí Lê Hoài Ân",
        "Đồng chí nào có việc bận, xin báo trước cho chi bộ.",
    ):
        assert line in page
    assert "đường dẫn riêng dưới đây" not in page
    assert "đọc trước tài liệu" not in page


def test_asked_for_it_leads_to_a_personal_link(client, plan, secretary):
    client.force_login(secretary)
    keep_file(client, plan)
    url = address("invitation_text", plan.pk)
    page = client.get(url, {"tra-loi": "1"}).content.decode()
    assert "Mời đồng chí mở đường dẫn riêng dưới đây để báo dự hoặc xin vắng." in page
    assert "đọc trước tài liệu" in page
    assert "kính mời đồng chí dự" in page


def test_a_session_online_says_so(client, branch, members, secretary):
    plan = make_plan(branch, secretary, format="online", format_reason="Bão")
    client.force_login(secretary)
    page = client.get(address("invitation_text", plan.pk)).content.decode()
    assert "- Hình thức: trực tuyến" in page


def test_hostile_words_stay_words(client, branch, members, secretary):
    plan = make_plan(branch, secretary, topic="</textarea><script>x</script>")
    client.force_login(secretary)
    assert "<script>x" not in client.get(address("invitation_text", plan.pk)).content.decode()


def test_it_leads_to_the_paper(client, plan, secretary):
    client.force_login(secretary)
    page = client.get(address("invitation_text", plan.pk)).content.decode()
    paper = address("paper", plan.pk, "giay-moi")
    assert paper in page
    assert client.get(paper).status_code == 200


def test_it_is_only_read(client, plan, secretary):
    client.force_login(secretary)
    assert client.post(address("invitation_text", plan.pk)).status_code == 405


def test_it_costs_few_queries(client, plan, secretary, django_assert_max_num_queries):
    client.force_login(secretary)
    with django_assert_max_num_queries(7):
        client.get(address("invitation_text", plan.pk))
