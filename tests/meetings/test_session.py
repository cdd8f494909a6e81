"""The record as a whole."""

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.models import ThematicSession
from tests.factories import call_roll, make_resolution, make_task, sign

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session):
    return reverse("meetings:session", args=[session.pk])


def test_the_board_reads_what_was_recorded(client, url, session, secretary, organisation_board):
    call_roll(session, secretary, excused=1, unexcused=1)
    sign(make_resolution(session, secretary), secretary)
    make_task(session, secretary)
    client.force_login(organisation_board)
    early = client.get(url).content.decode()
    assert "10/12 = 83,33%" in early
    assert "01-NQ/CB" not in early, "notes of an open record are the branch's"
    assert "Chi bộ đang ghi biên bản này" in early
    ThematicSession.objects.update(state="submitted", submitted_at=timezone.now())
    page = client.get(url).content.decode()
    for words in ("10/12 = 83,33%", "01-NQ/CB", "Vắng có lý do: Ốm", "vắng không lý do"):
        assert words in page
    assert "Gửi biên bản lên cấp trên" not in page


def test_the_secretary_is_told_what_is_missing(client, url, session, secretary):
    client.force_login(secretary)
    page = client.get(url).content.decode()
    assert "Chưa có kết luận của chủ trì." in page


def test_later_changes_do_not_rewrite_the_record(client, url, session, secretary, administrator):
    import datetime as dt

    from organisation import actions

    actions.rename_unit(
        session.unit, "Chi bộ Tên Mới", from_day=dt.date(2026, 11, 1), by=administrator
    )
    member = session.roll.first().member
    member.full_name = "Đã Đổi Tên"
    member.save()
    client.force_login(secretary)
    page = client.get(url).content.decode()
    assert "Chi bộ Trường Thử" in page
    assert "Đã Đổi Tên" not in page


def test_it_is_cheap(client, url, session, secretary, django_assert_max_num_queries):
    call_roll(session, secretary, excused=2)
    make_resolution(session, secretary)
    make_resolution(session, secretary)
    client.force_login(secretary)
    with django_assert_max_num_queries(37):
        client.get(url)


def test_short_sessions_and_few_members_are_pointed_out(client, url, session, secretary):
    ThematicSession.objects.update(ends_at="20:00")
    call_roll(session, secretary, excused=6)
    client.force_login(secretary)
    page = client.get(url).content.decode()
    assert "dài 30 phút; hướng dẫn yêu cầu từ 90 phút" in page
    assert "chưa đủ hai phần ba" in page
