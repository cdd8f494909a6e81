"""The page that lists the papers of a session."""

import pytest
from django.urls import reverse

from meetings import actions
from tests.factories import make_plan
from tests.meetings.paper_parts import make_recorded, make_submitted

pytestmark = pytest.mark.django_db


def page(client, user, session):
    client.force_login(user)
    return client.get(reverse("meetings:papers", args=[session.pk])).content.decode()


def test_it_lists_what_there_is_and_why_something_is_missing(client, session, secretary):
    html = page(client, secretary, session)
    assert "Chưa điểm danh nên chưa có biên bản." in html
    assert reverse("meetings:paper", args=[session.pk, "chuong-trinh"]) in html
    assert reverse("meetings:paper_view", args=[session.pk, "diem-danh"]) in html
    assert reverse("meetings:paper", args=[session.pk, "bien-ban"]) not in html
    assert reverse("meetings:papers_zip", args=[session.pk]) in html


def test_resolutions_stand_under_their_symbol(client, branch, members, secretary):
    html = page(client, secretary, make_submitted(branch, secretary))
    assert "Nghị quyết 01-NQ/CB" in html
    assert "Trích: Nghị quyết 01-NQ/CB" in html
    assert "Bộ giấy trắng" not in html


def test_the_session_and_its_plan_lead_here(client, branch, members, session, secretary):
    client.force_login(secretary)
    plan = make_plan(branch, secretary)
    for name, one in (("session", session), ("session_plan", plan)):
        html = client.get(reverse(f"meetings:{name}", args=[one.pk])).content.decode()
        assert reverse("meetings:papers", args=[one.pk]) in html


def test_a_cancelled_session_has_none(client, branch, members, secretary):
    plan = make_plan(branch, secretary)
    actions.cancel_session(plan, "Bão", version=plan.version, by=secretary)
    assert "Buổi sinh hoạt đã hủy nên không có giấy tờ." in page(client, secretary, plan)


def test_one_put_off_has_no_invitation(client, branch, members, secretary):
    plan = make_plan(branch, secretary)
    actions.postpone_session(plan, "Bão", version=plan.version, by=secretary)
    html = page(client, secretary, plan)
    assert "Buổi sinh hoạt đã hoãn: hãy ấn định ngày mới trước." in html
    assert reverse("meetings:paper", args=[plan.pk, "giay-moi"]) not in html
    assert reverse("meetings:paper", args=[plan.pk, "giay-trang"]) in html


def test_only_the_secretary_and_the_board_are_led_to_templates(
    client, branch, members, secretary, deputy, organisation_board
):
    session = make_submitted(branch, secretary)
    url = reverse("meetings:paper_templates", args=[branch.pk])
    assert url in page(client, secretary, session)
    assert url in page(client, organisation_board, session)
    assert url not in page(client, deputy, session)


def test_it_is_cheap(client, branch, members, secretary, django_assert_max_num_queries):
    session = make_recorded(branch, secretary)
    client.force_login(secretary)
    with django_assert_max_num_queries(26):
        client.get(reverse("meetings:papers", args=[session.pk]))
