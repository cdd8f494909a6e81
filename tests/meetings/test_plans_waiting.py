"""The committee's list: plans that wait, plans with the branches again, branches without one."""

import pytest
from django.urls import reverse

from meetings.models import Plan
from tests.factories import make_unit, make_year_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def url():
    return reverse("meetings:plans_waiting")


def test_what_waits_longest_stands_first(client, url, branch, foreign_branch, secretary, district):
    second = make_year_plan(branch, secretary, state="submitted")
    first = make_year_plan(foreign_branch, secretary, state="submitted")
    Plan.objects.filter(pk=first.pk).update(submitted_at="2020-01-02T00:00Z")
    from tests.factories import grant, make_user

    user = make_user("bantochuc")
    grant(user, "organisation_board", district)
    client.force_login(user)
    assert list(client.get(url).context["waiting"]) == [first, second]


def test_a_working_group_sees_its_own_branches_alone(
    client, url, branch, foreign_branch, secretary, working_group
):
    make_year_plan(branch, secretary, state="submitted")
    make_year_plan(foreign_branch, secretary, state="submitted")
    client.force_login(working_group)
    page = client.get(url).content.decode()
    assert branch.name in page
    assert foreign_branch.name not in page


def test_a_draft_is_no_plan_yet(client, url, branch, commune, secretary, working_group):
    other = make_unit("Chi bộ Trạm Thử", commune)
    make_year_plan(branch, secretary)
    make_year_plan(other, secretary, state="approved")
    client.force_login(working_group)
    response = client.get(url)
    assert list(response.context["without"]) == [branch]
    assert "(1/2)" in response.content.decode()
    assert "Không có kế hoạch nào chờ" in response.content.decode()


def test_what_was_sent_back_is_with_its_branch(client, url, branch, secretary, working_group):
    make_year_plan(branch, secretary, state="returned")
    client.force_login(working_group)
    page = client.get(url).content.decode()
    assert "Thêm chuyên đề." in page
    assert "Chi bộ đang sửa lại" in page


def test_the_overview_leads_here_with_the_number(client, url, branch, secretary, working_group):
    make_year_plan(branch, secretary, state="submitted")
    client.force_login(working_group)
    page = client.get(reverse("meetings:desk"), follow=True).content.decode()
    assert url in page
    assert "1 kế hoạch chờ phê duyệt" in page


def test_its_cost_does_not_grow(
    client, url, commune, secretary, working_group, django_assert_max_num_queries
):
    for number in range(6):
        unit = make_unit(f"Chi bộ số {number}", commune)
        make_year_plan(unit, secretary, state=("submitted", "returned", "draft")[number % 3])
    client.force_login(working_group)
    with django_assert_max_num_queries(10):
        assert client.get(url).status_code == 200
