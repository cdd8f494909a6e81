"""What devices send while somebody writes: once, in any order, never over another's words."""

import datetime as dt
import json
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings import actions
from meetings.models import DeviceEdit
from tests.factories import call_roll, make_resolution, make_session, make_task, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(client, session, secretary):
    """Send changes as the secretary's telephone does; gives the answers."""
    client.force_login(secretary)

    def send(*edits, status=200):
        url = reverse("meetings:device_edits", args=[session.pk])
        response = client.post(url, json.dumps(edits), content_type="application/json")
        assert response.status_code == status
        return response.json().get("answers")

    return send


def edit(kind, row, wanted, seen=None, **other):
    return {
        "key": str(uuid.uuid4()),
        "kind": kind,
        "row": str(row),
        "seen": seen,
        "wanted": wanted,
        "made_at": timezone.now().isoformat(),
    } | other


def mark(entry, choice, **other):
    wanted = entry.as_row() | {"mark": choice}
    return edit("mark", entry.pk, wanted | other, entry.as_row())


def said(**words):
    return {"speaker": "Lê Hoài Ân", "kind": "add", "text": "Ý.", "is_restricted": False} | words


def test_one_tap_is_one_line_and_the_answer_tells_what_stands(sent, session):
    last = session.roll.last()
    (answer,) = sent(mark(last, "illness"))
    last.refresh_from_db()
    assert (last.attendance, last.reason_kind) == ("excused", "illness")
    assert (answer["outcome"], answer["now"]["mark"]) == ("done", "illness")
    session.refresh_from_db()
    assert session.roll_called_at


def test_the_same_key_is_done_once(sent, session):
    opinion = edit("opinion", uuid.uuid4(), said())
    sent(opinion)
    session.opinions.update(text="Sửa trên máy khác.")
    (answer,) = sent(opinion)
    assert answer["outcome"] == "done"
    assert session.opinions.get().text == "Sửa trên máy khác."
    assert DeviceEdit.objects.count() == 1


def test_what_another_one_changed_is_not_overwritten(sent, session, deputy):
    last = session.roll.last()
    theirs = mark(last, "unexcused")
    marks = {last.pk: actions.Mark("excused", reason_kind="work")}
    actions.record_attendance(session, marks, version=session.version, by=deputy)
    (answer,) = sent(theirs)
    assert (answer["outcome"], answer["now"]["mark"]) == ("conflict", "work")
    last.refresh_from_db()
    assert last.reason_kind == "work"
    kept = DeviceEdit.objects.unsettled().get()
    assert (kept.wanted["mark"], kept.stored["mark"]) == ("unexcused", "work")


def test_the_same_finding_twice_is_no_conflict(sent, session, deputy):
    last = session.roll.last()
    mine = mark(last, "work")
    marks = {last.pk: actions.Mark("excused", reason_kind="work")}
    actions.record_attendance(session, marks, version=session.version, by=deputy)
    (answer,) = sent(mine)
    assert answer["outcome"] == "done"


def test_a_queue_of_three_days_meets_a_submitted_record(sent, session, secretary):
    opinion = edit("opinion", uuid.uuid4(), said(text="Viết từ ba hôm trước."))
    opinion["made_at"] = (timezone.now() - dt.timedelta(days=3)).isoformat()
    submit(session, secretary)
    (answer,) = sent(opinion)
    assert answer["outcome"] == "refused"
    assert "không sửa được nữa" in answer["sentence"]
    assert not session.opinions.exists()
    kept = DeviceEdit.objects.unsettled().get()
    assert kept.wanted["text"] == "Viết từ ba hôm trước."
    assert timezone.now() - kept.made_at > dt.timedelta(days=2)


def test_the_others_of_a_bundle_go_on(sent, session):
    last = session.roll.last()
    outcomes = [
        answer["outcome"]
        for answer in sent(
            mark(last, "other"),  # without its reason
            edit("opinion", uuid.uuid4(), said(speaker="Người Lạ")),
            edit("words", "conclusion", {"text": "Nạo vét trước Tết."}, {"text": ""}),
        )
    ]
    assert outcomes == ["refused", "refused", "done"]
    session.refresh_from_db()
    assert session.conclusion == "Nạo vét trước Tết."
    assert DeviceEdit.objects.unsettled().count() == 2


def test_opinions_and_tasks_are_changed_and_struck_out_by_their_key(sent, session):
    first, second = uuid.uuid4(), uuid.uuid4()
    owner = session.roll.first().member_id
    task = {"title": "Mua bơm", "owner": str(owner), "due_on": "31/12/2026", "resolution": ""}
    sent(edit("opinion", first, said()), edit("opinion", second, said(text="Hai.")))
    (answer,) = sent(edit("opinion", first, said(text="Một."), said()))
    assert answer["now"]["text"] == "Một."
    sent(edit("opinion", second, None, said(text="Hai.")), edit("task", second, task))
    assert session.opinions.get().text == "Một."
    assert session.tasks.get().owner_name == session.roll.first().member_name
    sent(edit("task", second, None, task))
    assert not session.tasks.exists()


def test_what_earlier_sessions_left_to_do_is_answered_for(
    client, session, secretary, branch, foreign_session
):
    make_task(session, secretary)
    submit(session, secretary)
    later = make_session(branch, secretary, held_on=dt.date(2026, 11, 3))
    review = later.reviews.get()
    client.force_login(secretary)
    url = reverse("meetings:device_edits", args=[later.pk])
    found = edit(
        "earlier", review.pk, {"percent": "70", "note": "Gần xong"}, {"percent": "0", "note": ""}
    )
    client.post(url, json.dumps([found]), content_type="application/json")
    review.refresh_from_db()
    assert (review.percent, review.note) == (70, "Gần xong")


def test_a_vote_fixes_the_roll_for_devices_too(sent, session, secretary):
    call_roll(session, secretary)
    make_resolution(session, secretary)
    (answer,) = sent(mark(session.roll.all()[3], "unexcused"))
    assert answer["outcome"] == "refused"
    assert "Đã có biểu quyết" in answer["sentence"]


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "mark", "row": "999999999"},
        {"kind": "mark", "row": "-1"},
        {"kind": "mark", "row": "9" * 40},
        {"kind": "words", "row": "state"},
        {"kind": "opinion", "row": "x"},
        {"kind": "words", "row": "summary", "wanted": None},
        {"kind": "words", "row": "summary", "wanted": [1]},
        {"kind": "?", "row": "summary"},
        {"kind": "words", "row": "summary", "key": "x"},
    ],
)
def test_what_no_page_of_ours_sends_changes_nothing(sent, session, row):
    (answer,) = sent(edit("words", "summary", {"text": "x"}) | row)
    assert answer["outcome"] == "refused"
    session.refresh_from_db()
    assert (session.summary, session.version) == ("", 1)


def test_a_row_of_another_branch_is_out_of_reach(sent, session, foreign_session):
    entry = foreign_session.roll.first()
    (answer,) = sent(mark(entry, "unexcused"))
    assert answer["outcome"] == "refused"
    entry.refresh_from_db()
    assert entry.attendance == "present"


@pytest.mark.parametrize("body", ["", "x", "{}", "[]", "[1]", "null", '[{"kind":', "[" * 9000])
def test_what_cannot_be_read_is_said_to_be_so(client, session, secretary, body):
    client.force_login(secretary)
    url = reverse("meetings:device_edits", args=[session.pk])
    response = client.post(url, body, content_type="application/json")
    assert response.status_code == 400
    assert "không đọc được" in response.json()["error"]


def test_too_much_at_once_is_refused_whole(sent, session):
    sent(*[edit("words", "summary", {"text": "x"})] * 51, status=400)
    assert not DeviceEdit.objects.exists()


@pytest.mark.parametrize("text", ["<b>&\t", "một\nhai", "\x00x", "\ud800x", "a" * 8001])
def test_odd_words_are_stored_or_refused_never_lost(sent, session, text):
    (answer,) = sent(edit("words", "summary", {"text": text}, {"text": ""}))
    session.refresh_from_db()
    if answer["outcome"] == "done":
        assert session.summary
    else:
        assert DeviceEdit.objects.unsettled().get().wanted["text"] == text


@pytest.mark.parametrize("wanted", [{"text": {"a": ["b"]}}, {"text": ["x"]}, ["x"], "x", 7])
def test_what_no_page_makes_is_refused(sent, session, wanted):
    (answer,) = sent(edit("words", "summary", wanted))
    assert answer["outcome"] == "refused"
    assert not DeviceEdit.objects.exists()


@pytest.mark.parametrize(
    "wanted",
    [
        {"mark": "present", "reason": "", "late": 20, "early": ""},
        {"mark": "present", "reason": "", "late": "20:00", "early": "20:00"},
        {"mark": 7, "reason": 0.5, "late": None, "early": True},
    ],
)
def test_no_row_stops_what_waits_behind_it(sent, session, wanted):
    """Late and early at one hour, numbers for words: refused, kept, and the next one goes on."""
    last = session.roll.last()
    odd = edit("mark", last.pk, wanted, last.as_row())
    answers = sent(odd, edit("words", "summary", {"text": "x"}, {"text": ""}))
    assert [answer["outcome"] for answer in answers] == ["refused", "done"]
    assert DeviceEdit.objects.unsettled().count() == 1


@pytest.mark.parametrize(
    "odd",
    [
        {"seen": ["x"]},
        {"row": "9" * 30},
        {"row": "-1"},
        {"made_at": "0001-01-01T00:00:00+14:00"},
        {"made_at": 5},
        {"key": "x"},
        {"kind": "other"},
    ],
)
def test_nonsense_is_answered_and_the_next_one_goes_on(sent, session, odd):
    last = session.roll.last()
    words = edit("words", "summary", {"text": "x"}, {"text": ""})
    assert sent(mark(last, "illness") | odd, words)[1]["outcome"] == "done"


def test_two_devices_never_overwrite_one_another_unseen(client, session, secretary, deputy):
    """Who saves the whole page after somebody else's tap is told so first."""
    url = reverse("meetings:device_edits", args=[session.pk])
    known = {"X-Record-Version": str(session.version)}
    one, other = session.roll.order_by("-pk")[:2]
    told = []
    for user, entry in ((deputy, one), (secretary, other)):
        client.force_login(user)
        body = json.dumps([mark(entry, "illness")])
        answer = client.post(url, body, content_type="application/json", headers=known)
        told.append(answer.json()["version"])
    session.refresh_from_db()
    assert told[0] == session.version - 1  # the deputy's page knows its own change
    assert told[1] == int(known["X-Record-Version"])  # the secretary's does not know the deputy's
    page = {f"mark-{entry.pk}": "present" for entry in session.roll.all()}
    response = client.post(
        reverse("meetings:attendance", args=[session.pk]), page | {"version": told[1]}
    )
    assert response.status_code == 422
    one.refresh_from_db()
    assert one.reason_kind == "illness"


def test_another_vote_under_the_same_key_is_kept_beside_the_record(sent, session):
    key = uuid.uuid4()
    sent(mark(session.roll.last(), "illness"), vote(key))
    (answer,) = sent(vote(key, votes_for="8"))
    assert answer["outcome"] == "conflict"
    assert session.ballots.get().votes_for == 9


def test_the_clock_of_a_device_may_be_wrong(sent):
    late = edit("words", "summary", {"text": "x"}, {"text": ""}, made_at="2999-01-01T00:00:00Z")
    odd = edit("words", "conclusion", {"text": "x"}, {"text": ""}, made_at="hôm qua")
    assert [answer["outcome"] for answer in sent(late, odd)] == ["done", "done"]
    assert (
        DeviceEdit.objects.filter(made_at__gt=timezone.now() + dt.timedelta(hours=1)).count() == 0
    )


@pytest.mark.parametrize(
    ("role", "status"), [("foreign_secretary", 404), ("organisation_board", 403), ("stranger", 404)]
)
def test_nobody_else_may(client, request, session, role, status):
    client.force_login(request.getfixturevalue(role))
    url = reverse("meetings:device_edits", args=[session.pk])
    response = client.post(url, "[]", content_type="application/json")
    assert response.status_code == status
    assert client.get(url).status_code == 405


def vote(key, **changed):
    words = {"title": "về kênh", "text": "Nạo vét.", "form": "hands", "threshold": "majority"}
    numbers = {"votes_for": "9", "votes_against": "1", "votes_none": "0", "reserved": ""}
    return edit("vote", key, words | numbers | changed)


def test_a_vote_that_was_counted_without_a_network_comes_in(sent, session, secretary):
    key = uuid.uuid4()
    last = session.roll.last()
    # The roll waited on the same telephone: it comes first, and the base is counted from it.
    answers = sent(mark(last, "illness"), vote(key, reserved="Lê Hoài Ân: Nên làm sau Tết."))
    assert [answer["outcome"] for answer in answers] == ["done", "done"]
    resolution = session.resolutions.get()
    assert (resolution.state, resolution.ballot.key) == ("adopted", key)
    assert resolution.ballot.voters_present == session.voters(session.roll.all())[1]
    assert resolution.ballot.reserved.get().text == "Nên làm sau Tết."


def test_a_vote_that_came_on_another_way_is_not_counted_twice(sent, session, secretary):
    key = uuid.uuid4()
    sent(mark(session.roll.last(), "illness"), vote(key))
    (answer,) = sent(vote(key))
    assert (answer["outcome"], answer["now"]["votes_for"]) == ("done", "9")
    assert session.resolutions.count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"votes_for": "500"},
        {"votes_for": "nhiều"},
        {"title": ""},
        {"threshold": "anything"},
        {"reserved": "Không có dấu hai chấm"},
        {"reserved": "Người Lạ: Không đồng ý."},
    ],
)
def test_a_vote_that_cannot_be_is_kept_beside_the_record(sent, session, changed):
    answers = sent(mark(session.roll.last(), "illness"), vote(uuid.uuid4(), **changed))
    assert answers[1]["outcome"] == "refused"
    assert not session.resolutions.exists()
    kept = DeviceEdit.objects.unsettled().get()
    assert "về kênh" in dict(kept.shown).values() or changed == {"title": ""}


def test_a_vote_on_a_draft_takes_the_draft(sent, session, secretary):
    call_roll(session, secretary)
    session.refresh_from_db()
    draft = actions.draft_resolution(
        session, title="về kênh", text="Bản đầu.", version=session.version, by=secretary
    )
    (answer,) = sent(vote(uuid.uuid4(), draft=str(draft.pk)))
    assert answer["outcome"] == "done"
    assert session.resolutions.get().text == "Nạo vét."


def test_another_vote_comes_in_too(sent, session, secretary):
    wanted = vote(None)["wanted"] | {"subject": "Bầu thư ký buổi sinh hoạt"}
    answers = sent(mark(session.roll.last(), "illness"), edit("ballot", uuid.uuid4(), wanted))
    assert answers[1]["outcome"] == "done"
    assert session.ballots.get().subject == "Bầu thư ký buổi sinh hoạt"
