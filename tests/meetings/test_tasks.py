"""Who does what by when."""

import datetime as dt
import json
import uuid

import pytest
from django.urls import reverse

from meetings import actions
from meetings.documents.sections import minutes_sections
from tests.factories import call_roll, make_resolution, make_session, make_task, submit
from tests.meetings.test_device_edits import edit

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


@pytest.fixture
def later(session, branch, secretary, working_group):
    """A submitted session that looked back on the task of an earlier one, which is open again."""
    make_task(session, secretary)
    submit(session, secretary)
    later = make_session(branch, secretary, held_on=dt.date(2026, 11, 5))
    submit(later, secretary)
    actions.return_session(session, "Ghi rõ việc.", version=session.version, by=working_group)
    session.refresh_from_db()
    return later


def test_a_task_that_a_later_session_looked_back_on_is_not_removed(
    client, url, later, session, secretary
):
    client.force_login(secretary)
    response = client.post(url, rows(session))
    assert response.status_code == 422
    assert "Buổi sinh hoạt ngày 05/11/2026 đã xem lại kết quả việc" in response.content.decode()
    assert session.tasks.exists()
    assert later.reviews.exists()


def test_a_device_does_not_remove_it_either(client, later, session, secretary):
    client.force_login(secretary)
    task = session.tasks.get()
    row = {
        "title": task.title,
        "owner": str(task.owner_id),
        "due_on": f"{task.due_on:%d/%m/%Y}",
        "resolution": "",
    }
    body = [edit("task", task.key, None, row)]
    address = reverse("meetings:device_edits", args=[session.pk])
    response = client.post(address, json.dumps(body), content_type="application/json")
    answer = response.json()["answers"][0]
    assert (answer["outcome"], later.reviews.count()) == ("refused", 1)
    assert "05/11/2026" in answer["sentence"]


def test_a_record_that_was_called_off_holds_no_task(session, branch, secretary, working_group):
    make_task(session, secretary)
    submit(session, secretary)
    later = make_session(branch, secretary, held_on=dt.date(2026, 11, 5))
    actions.cancel_session(later, "Ghi nhầm", version=later.version, by=secretary)
    actions.return_session(session, "Bỏ việc thừa.", version=session.version, by=working_group)
    session.refresh_from_db()
    actions.assign_tasks(session, [], version=session.version, by=secretary)
    assert not session.tasks.exists()


def test_other_words_for_a_task_do_not_change_a_later_record(later, session, secretary):
    task, before = session.tasks.get(), minutes_sections(later)
    row = {"key": task.key, "title": "Việc khác hẳn", "due_on": dt.date(2027, 1, 31)}
    row["owner"] = session.roll.last().member_id
    actions.assign_tasks(session, [row], version=session.version, by=secretary)
    assert session.tasks.get().title == "Việc khác hẳn"
    assert minutes_sections(later) == before
    review = later.reviews.get()
    assert (review.title, review.owner_name, review.due_on) == (
        task.title,
        task.owner_name,
        task.due_on,
    )


def test_two_rows_of_one_key_are_two_tasks(client, url, session, secretary, members):
    client.force_login(secretary)
    data = rows(
        session,
        ("Nạo vét", members[2].pk, "31/12/2026"),
        ("Dán lịch", members[3].pk, "31/12/2026"),
    )
    key = uuid.uuid4()
    data |= {"task-0-key": key, "task-1-key": key}
    assert client.post(url, data).status_code == 302
    assert set(session.tasks.values_list("title", flat=True)) == {"Nạo vét", "Dán lịch"}
    assert session.tasks.get(key=key).title == "Nạo vét"
