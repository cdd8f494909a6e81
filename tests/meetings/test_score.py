"""The page on which a branch scores its session, and what the action refuses."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from branch_portal.lib.verdicts import RuleBroken
from meetings import actions
from meetings.models import Criterion, ScoreForm, ScoreLine, SessionScore, ThematicSession
from meetings.models.proofs import sheet_of
from meetings.models.scores import score_lines
from tests.factories import call_roll, make_score, points_of, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session):
    return reverse("meetings:score", args=[session.pk])


def field(session, fact, name="points"):
    return f"{name}-{sheet_of(session).form.criteria.get(fact=fact).pk}"


def sheet(session, **other):
    """What the page sends: the proposals, else all points; `other` is fact → (points, reason)."""
    session.refresh_from_db()
    data = {"version": session.version}
    for pk, (points, reason) in points_of(session, **other).items():
        data |= {f"points-{pk}": str(points), f"reason-{pk}": reason}
    return data


# --- The page -------------------------------------------------------------------------------------


def test_points_are_kept_with_the_words_and_facts_of_the_day(client, url, session, secretary):
    call_roll(session, secretary)
    client.force_login(secretary)
    response = client.post(url, sheet(session))
    assert (response.status_code, response["Location"]) == (302, url)
    kept = SessionScore.objects.get(session=session)
    assert (kept.points, kept.most, kept.grade) == (97, 100, "good")
    assert kept.scored_by == secretary
    lines = score_lines(session)
    assert [line.number for line in lines][:4] == ["1", "2.1", "2.2", "3.1"]
    assert sum(line.points for line in lines) == kept.points
    assert lines[1].evidence == "12/12 = 100% ≥ 90%, không ai vắng không lý do"
    assert lines[7].evidence == "0/12 = 0% đảng viên dự họp phát biểu"
    assert AuditEntry.objects.filter(verb="score.given").exists()


def test_the_page_chooses_what_the_facts_propose(client, url, session, secretary):
    call_roll(session, secretary, excused=3)
    client.force_login(secretary)
    page = client.get(url).content.decode()
    assert "9/12 = 75% &lt; 90%, không ai vắng không lý do" in page
    name = field(session, "attendance")
    chosen = [line for line in page.split("<label") if name in line and "checked" in line]
    assert len(chosen) == 1
    assert "Từ 75% trở lên" in chosen[0]
    assert "105 phút ≥ 90 phút" in page
    assert "Chi bộ chỉ có bí thư, không có chi ủy" in page


def test_the_record_shows_the_score_once_the_upper_committee_may_read_it(
    client, session, secretary, working_group
):
    call_roll(session, secretary)
    make_score(session, secretary)
    url = reverse("meetings:session", args=[session.pk])
    for reader, is_shown in ((secretary, True), (working_group, False)):
        client.force_login(reader)
        assert ("97/100 · Tốt" in client.get(url).content.decode()) is is_shown
    session.refresh_from_db()
    submit(session, secretary)
    client.force_login(working_group)
    assert "97/100 · Tốt" in client.get(url).content.decode()


def test_a_page_in_use_tells_that_the_record_moved_on(client, url, session, secretary):
    call_roll(session, secretary)
    make_score(session, secretary)
    call_roll(session, secretary, unexcused=1)
    client.force_login(secretary)
    page = client.get(url).content.decode()
    assert page.count("Số liệu buổi họp đã thay đổi sau khi chấm.") == 1
    make_score(session, secretary)
    assert "đã thay đổi" not in client.get(url).content.decode()


def test_half_points_are_typed_with_a_comma(client, url, session, secretary):
    client.force_login(secretary)
    data = sheet(session)
    pk = ScoreForm.objects.get(valid_from="2025-10-28").criteria.get(most=20).pk
    assert client.post(url, data | {f"points-{pk}": "17,5"}).status_code == 302
    assert ScoreLine.objects.get(criterion=pk).points == Decimal("17.5")
    assert 'value="17,5"' in client.get(url).content.decode()


# --- What is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ("5,1", "Tiêu chí này có từ 0 đến 5 điểm."),
        ("-1", "Tiêu chí này có từ 0 đến 5 điểm."),
        ("năm", "Nhập một số"),
        ("", "Hãy chấm điểm tiêu chí này."),
        ("4,25", "1 chữ số thập phân"),
        ("1e9", "Tiêu chí này có từ 0 đến 5 điểm."),
        ("NaN", "Nhập một số"),
    ],
)
def test_points_that_cannot_be_are_refused_and_all_words_kept(
    client, url, session, secretary, points, sentence
):
    client.force_login(secretary)
    closing = field(session, "closing", "reason")
    other = {field(session, "committee"): points, closing: "Đừng mất tôi."}
    response = client.post(url, sheet(session) | other)
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "Đừng mất tôi." in page
    assert not SessionScore.objects.exists()


def test_a_step_that_the_form_does_not_have_is_refused(client, url, session, secretary):
    client.force_login(secretary)
    data = sheet(session) | {field(session, "attendance"): "3.5"}
    assert client.post(url, data).status_code == 422
    assert not SessionScore.objects.exists()


def test_points_against_the_facts_need_a_reason(client, url, session, secretary):
    call_roll(session, secretary, unexcused=1)
    client.force_login(secretary)
    response = client.post(url, sheet(session, attendance=("4.0", "")))
    page = response.content.decode()
    assert response.status_code == 422
    assert "vắng không lý do: 1" in page
    assert "Hãy ghi lý do chấm 4 điểm." in page
    assert client.post(url, sheet(session, attendance=("4.0", "Đã xin qua điện thoại."))).url == url
    line = ScoreLine.objects.get(criterion__fact="attendance")
    assert (line.points, line.proposed, line.reason) == (4, 3, "Đã xin qua điện thoại.")


def test_full_points_against_a_fact_need_a_reason_fewer_do_not(session, secretary):
    ThematicSession.objects.update(ends_at="20:30")  # an hour of the ninety minutes
    with pytest.raises(RuleBroken, match="60 phút < 90 phút"):
        make_score(session, secretary, duration=(Decimal(5), " \t"))
    make_score(session, secretary, duration=(Decimal(3), ""))
    assert ScoreLine.objects.get(criterion__fact="duration").points == 3


@pytest.mark.parametrize("points", [Decimal(-1), Decimal("5.5"), Decimal(500)])
def test_the_action_itself_knows_the_most(session, secretary, points):
    with pytest.raises(RuleBroken, match="có từ 0 đến 5 điểm"):
        make_score(session, secretary, committee=(points, "Vì thế."))


def test_the_action_itself_knows_the_steps(session, secretary):
    with pytest.raises(RuleBroken, match="chọn một mức điểm"):
        make_score(session, secretary, earlier=(Decimal(29), "Vì thế."))


def test_every_criterion_is_scored_and_none_of_another_form(session, secretary):
    points = points_of(session)
    foreign = Criterion.objects.exclude(pk__in=points).first()
    seen = {"version": session.version, "by": secretary}
    with pytest.raises(RuleBroken, match="chấm theo biểu khác"):
        actions.score_session(session, points | {foreign.pk: (Decimal(1), "")}, **seen)
    points.popitem()
    with pytest.raises(RuleBroken, match="Hãy chấm điểm tiêu chí"):
        actions.score_session(session, points, **seen)
    assert not SessionScore.objects.exists()


def test_only_an_open_record_is_scored(client, url, session, secretary):
    data = sheet(session) | {field(session, "closing", "reason"): "Đừng mất tôi."}
    submit(session, secretary)
    client.force_login(secretary)
    assert client.get(url).status_code == 403
    response = client.post(url, data)
    assert response.status_code == 422
    assert "không sửa được nữa" in response.content.decode()
    assert "Đừng mất tôi." in response.content.decode()
    assert not SessionScore.objects.exists()


def test_a_stale_page_shows_both_and_a_second_press_changes_nothing(
    client, url, session, secretary, deputy
):
    mine = sheet(session, closing=("4", "Ý của tôi."))
    client.force_login(deputy)
    client.post(url, sheet(session, closing=("3", "Ý của phó bí thư.")))
    client.force_login(secretary)
    response = client.post(url, mine)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Ý của tôi." in page
    assert "Ý của phó bí thư." in page
    again = mine | {"version": response.context["session"].version}
    assert client.post(url, again).status_code == 302
    assert client.post(url, again).status_code == 422
    assert SessionScore.objects.count() == 1
    assert ScoreLine.objects.get(criterion__fact="closing").points == 4


def test_without_a_form_the_page_says_so(client, url, session, secretary):
    ScoreForm.objects.all().delete()
    client.force_login(secretary)
    for response in (client.get(url), client.post(url, {"version": 1})):
        assert "Chưa có biểu chấm điểm" in response.content.decode()
    with pytest.raises(RuleBroken, match="Chưa có biểu chấm điểm"):
        actions.score_session(session, {}, version=session.version, by=secretary)


# --- Gates ----------------------------------------------------------------------------------------


def test_a_gate_without_all_its_points_keeps_a_good_sum_from_good(client, url, session, secretary):
    Criterion.objects.filter(fact__in=["attendance", "closing"]).update(is_gate=True)
    call_roll(session, secretary, unexcused=1)
    score = make_score(session, secretary, closing=(Decimal(5), "Đủ."))
    assert (score.points, score.grade) == (96, "fair")
    assert [line.criterion.fact for line in score.held_back_by] == ["attendance"]
    client.force_login(secretary)
    page = client.get(url).content.decode()
    assert "96/100 · Khá" in page
    assert "chưa đủ điểm nên không xếp loại Tốt" in page
    call_roll(session, secretary, present=1)
    session.roll.update(attendance="present")
    assert make_score(session, secretary, closing=(Decimal(5), "Đủ.")).grade == "good"


# --- Who, and how dear ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("secretary", 200),
        ("deputy", 200),
        ("foreign_secretary", 404),
        ("working_group", 403),
        ("organisation_board", 403),
        ("stranger", 404),
    ],
)
def test_those_who_keep_the_record_score_it(client, request, url, session, role, status):
    client.force_login(request.getfixturevalue(role))
    assert client.get(url).status_code == status
    if status != 200:
        assert client.post(url, sheet(session)).status_code == status
        assert not SessionScore.objects.exists()


def test_it_costs_few_queries(client, url, session, secretary, django_assert_max_num_queries):
    call_roll(session, secretary, excused=2)
    make_score(session, secretary)
    client.force_login(secretary)
    client.get(url)
    with django_assert_max_num_queries(24):
        response = client.get(url)
    assert len(response.content) < 60_000


def test_a_session_before_the_guideline_is_scored_on_the_older_form(
    client, branch, members, secretary
):
    from tests.factories import make_session

    session = make_session(branch, secretary, held_on=dt.date(2024, 5, 3))
    rows = sheet_of(session).rows
    assert [row.criterion.most for row in rows] == [15, 20, 45, 20]
    assert [row.number for row in rows] == ["1", "2", "3", "4"]
