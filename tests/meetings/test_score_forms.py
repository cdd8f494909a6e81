"""The score forms: which one is for whom, how a new version is made, and the administrator."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from zeal import zeal_ignore

from branch_portal.lib.verdicts import RuleBroken
from meetings import actions
from meetings.models import Criterion, Option, ScoreForm
from tests.factories import DAY, make_score

pytestmark = pytest.mark.django_db


def make_form(name, unit=None, valid_from=dt.date(2026, 1, 1), ready=True):
    form = ScoreForm.objects.create(name=name, unit=unit, valid_from=valid_from)
    if ready:
        Criterion.objects.create(form=form, position=1, group="Chung", text="Chung", most=10)
    return form


@pytest.fixture
def current():
    return ScoreForm.objects.get(valid_from=dt.date(2025, 10, 28))


# --- Which form -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("valid_from", "groups"),
    [
        (dt.date(2025, 10, 28), [5, 5, 10, 40, 5, 30, 5]),
        (dt.date(2018, 7, 6), [15, 20, 45, 20]),
    ],
)
def test_the_two_forms_of_the_guidelines_have_a_hundred_points(db, valid_from, groups):
    form = ScoreForm.objects.get(valid_from=valid_from)
    assert form.most == 100
    sums = {}
    for criterion in form.criteria.all():
        sums[criterion.group] = sums.get(criterion.group, 0) + criterion.most
    assert list(sums.values()) == groups
    options = Option.objects.filter(criterion__form=form)
    assert all(option.points <= option.criterion.most for option in options.select_related())


def test_the_day_decides_between_general_forms(branch, current):
    of = ScoreForm.objects.of
    assert of(branch, dt.date(2025, 10, 28)) == current
    older = of(branch, dt.date(2025, 10, 27))
    assert older.valid_from == dt.date(2018, 7, 6)
    assert of(branch, dt.date(2010, 1, 1)) == older, "the oldest also answers for what was before"


def test_the_nearest_unit_with_a_form_decides(branch, foreign_branch, commune, district, current):
    of = ScoreForm.objects.of
    whole = make_form("Huyện", district, dt.date(2026, 6, 1))
    near = make_form("Xã", commune)
    assert of(branch, DAY) == near, "the nearer one, though the other is newer"
    assert of(foreign_branch, DAY) == whole
    assert of(branch, dt.date(2025, 12, 31)) == current, "not before its day"
    newer = make_form("Xã, bản mới", commune, dt.date(2026, 9, 1))
    assert of(branch, DAY) == newer
    make_form("Chi bộ", branch, ready=False)
    assert of(branch, DAY) == newer, "a form without criteria is not ready"


def test_one_form_a_day_for_a_unit(commune, current):
    make_form("Xã", commune)
    for form in (
        ScoreForm(name="Lại", unit=commune, valid_from=dt.date(2026, 1, 1)),
        ScoreForm(name="Chung", valid_from=current.valid_from),
        ScoreForm(name="Ngược", valid_from=DAY, good_from=60, fair_from=70),
    ):
        with pytest.raises(ValidationError):
            form.full_clean()


# --- A form that was used stands ------------------------------------------------------------------


def test_a_new_version_is_a_copy_with_all_rows(administrator, current):
    copy = actions.renew_score_form(current, dt.date(2027, 1, 1), by=administrator)
    assert (copy.most, copy.good_from, copy.name) == (current.most, 90, current.name)
    rows = ("position", "group", "text", "most", "is_gate", "fact", "limit")
    assert list(copy.criteria.values_list(*rows)) == list(current.criteria.values_list(*rows))
    for form in (copy, current):
        assert Option.objects.filter(criterion__form=form).count() == 14
    with pytest.raises(RuleBroken, match="đã có biểu chấm điểm từ ngày đó"):
        actions.renew_score_form(current, dt.date(2027, 1, 1), by=administrator)


def test_what_was_scored_keeps_its_form_and_words(session, secretary, commune, administrator):
    make_score(session, secretary)
    newer = make_form("Xã", commune)
    assert make_score(session, secretary).form != newer, "scored again on the form it was scored by"


def test_the_administrator_changes_a_form_until_it_is_used(
    client, administrator, session, secretary, current
):
    client.force_login(administrator)
    url = reverse("admin:meetings_scoreform_change", args=[current.pk])
    criterion = current.criteria.first()
    step = reverse("admin:meetings_criterion_change", args=[criterion.pk])
    assert 'name="good_from"' in client.get(url).content.decode()
    assert 'name="most"' in client.get(step).content.decode()
    make_score(session, secretary)
    for page in (url, step):
        html = client.get(page).content.decode()
        assert 'name="good_from"' not in html
        assert 'name="criteria-0-most"' not in html
        assert 'name="most"' not in html
        assert client.post(page, {}).status_code == 403


def test_the_administrator_adds_steps_to_a_criterion(client, administrator, current):
    client.force_login(administrator)
    criterion = current.criteria.get(position=1)
    url = reverse("admin:meetings_criterion_change", args=[criterion.pk])
    data = {
        "text": criterion.text,
        "most": "5",
        "fact": "duration",
        "limit": "",
        "options-TOTAL_FORMS": "2",
        "options-INITIAL_FORMS": "0",
        "options-0-label": "Đủ",
        "options-0-points": "5",
        "options-0-threshold": "100",
        "options-1-label": "Thiếu ít",
        "options-1-points": "6",
        "options-1-threshold": "80",
    }
    page = client.post(url, data).content.decode()
    assert "Nhiều hơn điểm tối đa của tiêu chí." in page
    assert client.post(url, data | {"options-1-points": "3"}).status_code == 302
    assert list(criterion.options.values_list("points", flat=True)) == [Decimal(5), Decimal(3)]


def test_the_administrator_makes_a_new_version(client, administrator, current):
    client.force_login(administrator)
    url = reverse("admin:meetings_scoreform_changelist")
    data = {"action": "renew", "_selected_action": [current.pk]}
    assert "Đã có bản sao" in client.post(url, data, follow=True).content.decode()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    assert ScoreForm.objects.get(valid_from=tomorrow).most == 100
    assert "đã có biểu" in client.post(url, data, follow=True).content.decode()


@pytest.mark.parametrize("role", ["secretary", "organisation_board", "publisher"])
def test_nobody_else_touches_the_forms(client, request, role, current):
    client.force_login(request.getfixturevalue(role))
    url = reverse("admin:meetings_scoreform_change", args=[current.pk])
    assert client.get(url).status_code in (302, 403, 404)


def test_the_administrator_saves_a_form_with_its_criteria(client, administrator, current):
    client.force_login(administrator)
    url = reverse("admin:meetings_scoreform_change", args=[current.pk])
    context = client.get(url).context
    rows = context["inline_admin_formsets"][0].formset
    data = {}
    for form in (context["adminform"].form, rows.management_form, *rows.forms):
        for field in form:
            value = field.value()
            data[field.html_name] = "" if value in (None, False) else value
    data |= {"good_from": "85,5", "criteria-0-most": "4,5", "criteria-2-limit": ""}
    with zeal_ignore():  # each row of Django's inline asks for itself
        page = client.post(url, data).content.decode()
        response = client.post(url, data | {"criteria-2-limit": "2"})
    assert "Căn cứ này cần có giới hạn." in page
    assert response.status_code == 302
    current.refresh_from_db()
    assert (current.good_from, current.most) == (Decimal("85.5"), Decimal("99.5"))
    assert current.criteria.get(fact="streak").limit == 2
