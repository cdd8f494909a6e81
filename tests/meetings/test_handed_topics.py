"""The committee hands a topic to the branches below and sees what became of it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from meetings import actions
from meetings.models import HandedTopic, TopicGroup
from tests.factories import grant, hand_down, make_unit, make_user, make_year_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def url():
    return reverse("meetings:handed_topics")


@pytest.fixture
def words(commune, branch):
    year = timezone.localdate().year
    return {
        "unit": commune.pk,
        "sector": "",
        "topic": "Phòng, chống lãng phí",
        "group": TopicGroup.objects.first().pk,
        "period": f"calendar-{year}",
        "note": "Theo kế hoạch của Đảng ủy",
    }


def test_it_stands_in_the_plan_of_each_branch_below(
    client, url, words, commune, branch, secretary, members, working_group
):
    plan = make_year_plan(branch, secretary)
    client.force_login(working_group)
    response = client.post(url, words, follow=True)
    assert "Đã giao chuyên đề" in response.content.decode()
    handed = HandedTopic.objects.get()
    year = timezone.localdate().year
    assert (handed.unit, handed.period_name, handed.handed_by) == (
        commune, f"năm {year}", working_group,
    )  # fmt: skip
    assert AuditEntry.objects.first().verb == "topic.handed_down"
    client.force_login(secretary)
    page = client.get(reverse("meetings:year_plan", args=[plan.pk])).content.decode()
    assert "Theo kế hoạch của Đảng ủy" in page


@pytest.mark.parametrize(
    "changed",
    [
        {"topic": " "},
        {"topic": "x" * 301},
        {"period": "1999-1"},
        {"period": ""},
        {"sector": "khác"},
        {"unit": "0"},
        {"unit": "x"},
        {"group": "77777"},
        {"note": "x" * 501},
    ],
)
def test_wrong_words_hand_nothing_down(client, url, words, working_group, changed):
    client.force_login(working_group)
    response = client.post(url, words | changed)
    assert response.status_code == 422
    assert "errorlist" in response.content.decode()
    assert not HandedTopic.objects.exists()


def test_a_committee_beyond_reach_is_no_choice(client, url, words, district, branch, working_group):
    client.force_login(working_group)
    for unit in (district, branch):
        assert client.post(url, words | {"unit": unit.pk}).status_code == 422
    assert not HandedTopic.objects.exists()


def test_who_oversees_a_committee_without_its_branches_hands_nothing_down(client, url, commune):
    user = make_user("chivaicap")
    grant(user, "working_group", commune, with_units_below=False)
    client.force_login(user)
    assert client.get(url).status_code == 403


def test_pressed_twice_it_is_handed_down_once(client, url, words, working_group):
    client.force_login(working_group)
    client.post(url, words)
    response = client.post(url, words)
    assert response.status_code == 422
    assert "đã được giao" in response.content.decode()
    assert HandedTopic.objects.count() == 1


def test_the_fraction_counts_sent_plans_of_branches_that_were_asked(
    client, url, branch, commune, secretary, members, working_group
):
    other = make_unit("Chi bộ Trạm Thử", commune, sector="office")
    make_unit("Chi bộ thôn Thử", commune, sector="rural")
    handed = hand_down(commune, working_group, sector="office")
    _answer(branch, secretary, handed, taken=True)
    _answer(other, secretary, handed, reason="Đã làm năm trước")
    client.force_login(working_group)
    page = client.get(url).content.decode()
    assert "Đã đưa vào kế hoạch: 1/2" in page
    assert "nêu lý do: 1" in page
    assert "Đã làm năm trước" in page


def _answer(unit, by, handed, taken=False, reason=""):
    plan = make_year_plan(unit, by)
    rows = [
        {"id": i.pk, "number": plan.number_of(i.due_on), "topic": i.topic, "group": None,
         "presenter": None}
        for i in plan.items.all()
    ]  # fmt: skip
    if taken:
        rows.append(
            {"id": None, "number": 2, "topic": handed.topic, "group": None, "presenter": None,
             "source": "handed", "handed": handed.pk}
        )  # fmt: skip
    plan = actions.save_plan_items(plan, rows, {handed.pk: reason}, version=2, by=by)
    actions.submit_plan(plan, version=3, by=by)


def test_what_a_draft_says_is_its_branch_s_alone(
    client, url, branch, commune, secretary, members, working_group
):
    handed = hand_down(commune, working_group)
    plan = make_year_plan(branch, secretary)
    actions.save_plan_items(plan, [], {handed.pk: "Còn cân nhắc"}, version=2, by=secretary)
    client.force_login(working_group)
    page = client.get(url).content.decode()
    assert "nêu lý do: 0" in page
    assert "Còn cân nhắc" not in page


def test_its_cost_does_not_grow(
    client, url, branch, commune, secretary, members, working_group, django_assert_max_num_queries
):
    for number in range(5):
        handed = hand_down(commune, working_group, f"Việc {number}")
    _answer_all = make_year_plan(branch, secretary)
    actions.save_plan_items(_answer_all, [], {handed.pk: "Không hợp"}, version=2, by=secretary)
    client.force_login(working_group)
    with django_assert_max_num_queries(11):
        assert client.get(url).status_code == 200
