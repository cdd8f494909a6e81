"""Published summaries of one topic group."""

import pytest

from meetings.models import TopicGroup
from tests.factories import make_summary, submit

pytestmark = pytest.mark.django_db


def test_only_its_own(
    client, session, secretary, foreign_session, foreign_secretary, organisation_board
):
    ours, other = TopicGroup.objects.all()[:2]
    make_summary(submit(session, secretary), organisation_board, title="Việc A", group=ours)
    submit(foreign_session, foreign_secretary)
    make_summary(foreign_session, organisation_board, title="Việc B", group=other)
    page = client.get(ours.get_absolute_url()).content.decode()
    assert "Việc A" in page
    assert "Việc B" not in page
    assert other.name in page, "the way to the other group"


def test_a_group_without_any_is_not_found(client, db):
    group = TopicGroup.objects.first()
    assert client.get(group.get_absolute_url()).status_code == 404
    assert client.get("/sinh-hoat-chuyen-de/nhom/khong-co/").status_code == 404


def test_it_costs_little(
    client, session, secretary, organisation_board, django_assert_max_num_queries
):
    summary = make_summary(submit(session, secretary), organisation_board)
    with django_assert_max_num_queries(6):
        client.get(summary.group.get_absolute_url())
