"""The exceptions as one line, looked at before they are written."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session):
    return reverse("meetings:roll_line", args=[session.pk])


def test_a_line_is_shown_first_and_then_written(client, url, session, secretary):
    client.force_login(secretary)
    line = {"version": 1, "line": "7k 8O, 9 p;10c", "reason": "Đám giỗ"}
    page = client.post(url, line).content.decode()
    assert "7. Đặng Thu Hà – <b>Không lý do</b>" in page
    assert not session.roll.exclude(attendance="present").exists(), "nothing is written yet"
    client.post(url, line | {"save": "1"})
    marks = {
        entry.position: (entry.attendance, entry.why)
        for entry in session.roll.exclude(attendance="present")
    }
    assert marks == {
        7: ("unexcused", ""),
        8: ("excused", "Ốm"),
        9: ("excused", "Đám giỗ"),
        10: ("excused", "Công tác"),
    }


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("99k", "Không hiểu: 99k"),
        ("7z", "Không hiểu: 7z"),
        ("k7", "Không hiểu: k7"),
        ("7", "Không hiểu: 7"),
        ("7k 7o", "Số 7 ghi hai lần"),
        ("", "Ghi ít nhất một số"),
        ("<b>", "Không hiểu: &lt;b&gt;"),
        ("0k", "Không hiểu: 0k"),
        ("12345678901k", "Không hiểu"),
    ],
)
def test_what_is_not_understood_is_named_and_kept(client, url, session, secretary, line, sentence):
    client.force_login(secretary)
    response = client.post(url, {"version": 1, "line": line, "save": "1"})
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not session.roll.exclude(attendance="present").exists()


def test_another_reason_is_asked_for(client, url, session, secretary):
    client.force_login(secretary)
    response = client.post(url, {"version": 1, "line": "9p", "save": "1"})
    assert response.status_code == 422
    assert "lý do" in response.context["form"].non_field_errors()[0]


def test_x_takes_an_exception_back(client, url, session, secretary):
    session.roll.filter(position=9).update(attendance="unexcused")
    client.force_login(secretary)
    client.post(url, {"version": 1, "line": "9x", "save": "1"})
    assert session.roll.get(position=9).attendance == "present"


def test_a_stale_line_overwrites_nothing(client, url, session, secretary):
    client.force_login(secretary)
    client.post(url, {"version": 1, "line": "9k", "save": "1"})
    assert client.post(url, {"version": 1, "line": "9o", "save": "1"}).status_code == 422
    assert session.roll.get(position=9).attendance == "unexcused"


@pytest.mark.parametrize(
    ("role", "status"), [("foreign_secretary", 404), ("organisation_board", 403), ("stranger", 404)]
)
def test_nobody_else_may(client, request, url, role, status):
    client.force_login(request.getfixturevalue(role))
    assert client.get(url).status_code == status
