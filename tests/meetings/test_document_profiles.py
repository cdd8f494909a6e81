"""Layouts of papers are data of the office, in the administrator's hands while unused."""

import datetime as dt

import pytest
from django.urls import reverse

from meetings.models import DocumentProfile
from meetings.models.profiles import layout_on
from tests.factories import make_session
from tests.meetings.paper_parts import outline, papers_of

pytestmark = pytest.mark.django_db
LIST = reverse("admin:meetings_documentprofile_changelist")


def change(profile):
    return reverse("admin:meetings_documentprofile_change", args=[profile.pk])


def values(profile, **other):
    """What the form of the admin sends for a profile."""
    names = [field.name for field in DocumentProfile._meta.fields if field.name != "id"]
    sent = {name: getattr(profile, name) for name in names} | other
    sent["valid_from"] = f"{sent['valid_from']:%d/%m/%Y}"
    sent["rule_width"] = str(sent["rule_width"]).replace(".", ",")
    return {name: value for name, value in sent.items() if value not in (None, False)}


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (dt.date(2015, 1, 1), "36-HD/VPTW"),
        (dt.date(2018, 4, 3), "36-HD/VPTW"),
        (dt.date(2026, 5, 26), "36-HD/VPTW"),
        (dt.date(2026, 5, 27), "05-HD/VPTW"),
        (dt.date(2040, 1, 1), "05-HD/VPTW"),
    ],
)
def test_the_day_of_a_paper_chooses(day, name):
    assert name in layout_on(day, DocumentProfile.objects.all()).name


def test_the_two_guidelines_differ_where_they_should():
    old, new = DocumentProfile.objects.order_by("valid_from")
    assert (old.line_spacing, new.line_spacing) == (None, 18)
    assert (old.end_mark, new.end_mark) == ("./.", ".")
    for profile in (old, new):
        sides = ("margin_top", "margin_bottom", "margin_left", "margin_right")
        assert [getattr(profile, side) for side in sides] == [20, 20, 30, 15]
        assert not profile.post_is_bold
        assert profile.spelling == "ủy"


def test_a_layout_of_the_office_is_used_from_its_day(client, branch, members, secretary, session):
    old = papers_of(session)["chuong-trinh"]
    new = DocumentProfile.objects.get(valid_from=dt.date(2026, 5, 27))
    new.pk, new.valid_from, new.margin_left = None, session.held_on, 35
    new.save()
    assert "page [210, 297, 20, 20, 30, 15]" in outline(old)
    assert "page [210, 297, 20, 20, 35, 15]" in outline(papers_of(session)["chuong-trinh"])


def test_an_administrator_changes_what_no_session_used(client, administrator, branch):
    new = DocumentProfile.objects.get(valid_from=dt.date(2026, 5, 27))
    client.force_login(administrator)
    assert client.get(LIST).status_code == 200
    response = client.post(change(new), values(new, body_size=15, rule_width="1,25"))
    assert response.status_code == 302, response.context["adminform"].form.errors
    new.refresh_from_db()
    assert (new.body_size, str(new.rule_width)) == (15, "1.25")


@pytest.mark.parametrize(
    ("field", "value"),
    [("body_size", 99), ("margin_left", 3), ("rule_width", "9"), ("line_spacing", 2)],
)
def test_nonsense_is_refused(client, administrator, field, value):
    new = DocumentProfile.objects.get(valid_from=dt.date(2026, 5, 27))
    client.force_login(administrator)
    response = client.post(change(new), values(new, **{field: value}))
    assert field in response.context["adminform"].form.errors


def test_what_was_used_stands(client, administrator, branch, members, secretary):
    old, new = DocumentProfile.objects.order_by("valid_from")
    client.force_login(administrator)
    assert client.post(change(new), values(new)).status_code == 302
    make_session(branch, by=secretary)
    assert client.post(change(new), values(new)).status_code == 403
    assert client.post(change(old), values(old)).status_code == 302
    make_session(branch, by=secretary, held_on=dt.date(2016, 1, 1))
    assert client.post(change(old), values(old)).status_code == 403


@pytest.mark.parametrize("role", ["secretary", "organisation_board", "editor"])
def test_nobody_else_sees_them(client, request, role):
    client.force_login(request.getfixturevalue(role))
    assert client.get(LIST).status_code in (302, 403)
