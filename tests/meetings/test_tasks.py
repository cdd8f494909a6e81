"""Who does what by when."""

import datetime as dt

import pytest
from django.urls import reverse

from meetings import actions
from tests.factories import call_roll, make_resolution, make_task, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session):
    return reverse("meetings:tasks", args=[session.pk])


def rows(session, *tasks):
    data = {
        "version": session.version,
        "task-TOTAL_FORMS": len(tasks),
        "task-INITIAL_FORMS": 0,
    }
    for number, (title, owner, due_on) in enumerate(tasks):
        data |= {
            f"task-{number}-title": title,
            f"task-{number}-owner": owner,
            f"task-{number}-due_on": due_on,
        }
    return data


def test_two_tasks_with_owner_and_deadline(client, url, session, secretary, members):
    client.force_login(secretary)
    data = rows(
        session,
        ("Nạo vét 300 m", members[2].pk, "31/12/2026"),
        ("Dán lịch nước", members[3].pk, "15/11/2026"),
        ("", "", ""),
    )
    assert client.post(url, data)["Location"] == reverse("meetings:session", args=[session.pk])
    assert list(session.tasks.values_list("title", "owner_name")) == [
        ("Dán lịch nước", "Trần Đức Bình"),
        ("Nạo vét 300 m", "Lê Hoài Ân"),
    ]


@pytest.mark.parametrize(
    ("task", "sentence"),
    [
        (("Nạo vét", "", "31/12/2026"), "Ai phụ trách?"),
        (("Nạo vét", "first", ""), "Xong trước ngày nào?"),
        (("", "first", "31/12/2026"), "Việc cần làm là gì?"),
        (("Nạo vét", "first", "31/02/2027"), "Ngày này không có thật"),
        (("Nạo vét", "first", "01/10/2026"), "Hạn hoàn thành lại trước ngày họp"),
    ],
)
def test_half_a_task_is_asked_about(client, url, session, secretary, members, task, sentence):
    client.force_login(secretary)
    title, owner, due_on = task
    response = client.post(
        url, rows(session, (title, members[0].pk if owner else "", due_on), ("Việc hai", "", ""))
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "Việc hai" in page
    assert not session.tasks.exists()


def test_the_owner_is_of_the_branch(client, url, session, secretary, foreign_session):
    client.force_login(secretary)
    foreigner = foreign_session.chair_id
    response = client.post(url, rows(session, ("Việc", foreigner, "31/12/2026")))
    assert response.status_code == 422
    assert not session.tasks.exists()


@pytest.mark.parametrize("total", ["0", "-1", "1000000", "x", ""])
def test_a_nonsense_number_of_rows_is_no_error_of_ours(client, url, session, secretary, total):
    client.force_login(secretary)
    data = rows(session) | {"task-TOTAL_FORMS": total, "version": 0}
    response = client.post(url, data)
    assert response.status_code == 422
    assert (
        response.context["form"].non_field_errors() or response.context["formset"].non_form_errors()
    )


def test_a_record_that_came_back_keeps_what_was_reported_of_its_tasks(
    session, secretary, working_group
):
    task = make_task(session, secretary)
    submit(session, secretary)
    actions.report_progress(task, 60, "Còn một đoạn.", by=secretary)
    actions.return_session(session, "Ghi rõ hạn.", version=session.version, by=working_group)
    session.refresh_from_db()
    row = {"key": task.key, "title": task.title, "owner": task.owner_id}
    later = dt.date(2027, 1, 31)
    actions.assign_tasks(session, [row | {"due_on": later}], version=session.version, by=secretary)
    kept = session.tasks.get()
    assert (kept.pk, kept.percent, kept.due_on) == (task.pk, 60, later)
    assert kept.updates.get().note == "Còn một đoạn."


def test_a_new_task_is_out_of_the_one_resolution(client, url, session, secretary):
    call_roll(session, secretary)
    first = make_resolution(session, secretary)
    client.force_login(secretary)
    assert client.get(url).context["formset"][0]["resolution"].value() == first.pk
    make_resolution(session, secretary)
    assert client.get(url).context["formset"][0]["resolution"].value() is None
