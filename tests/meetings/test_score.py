"""The page on which a branch scores its session, and what the action refuses."""

from decimal import Decimal

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from branch_portal.lib.verdicts import RuleBroken
from meetings import actions
from meetings.models import Criterion, ScoreForm, ScoreLine, SessionScore, ThematicSession
from meetings.models.proofs import sheet_of
from meetings.models.scores import score_lines
from tests.factories import call_roll, give_points, score, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session):
    return reverse("meetings:score", args=[session.pk])


def sheet(session, **other):
    """What the page sends when every criterion gets all its points; text of a criterion → other."""
    session.refresh_from_db()
    data = {"version": session.version}
    for row in sheet_of(session).rows:
        pk = row.criterion.pk
        points, reason = other.get(row.criterion.fact or row.number, (row.criterion.most, "Đủ."))
        data |= {f"points-{pk}": points, f"reason-{pk}": reason}
    return data


def field(session, fact, name="points"):
    return f"{name}-{sheet_of(session).form.criteria.get(fact=fact).pk}"


# --- The page -------------------------------------------------------------------------------------


def test_points_are_kept_with_the_words_of_their_form(client, url, session, secretary):
    call_roll(session, secretary)
    client.force_login(secretary)
    response = client.post(url, sheet(session))
    assert response.status_code == 302
    assert response["Location"] == url
    kept = SessionScore.objects.get(session=session)
    assert (kept.points, kept.most, kept.grade, kept.scored_by) == (100, 100, "good", secretary)
    lines = score_lines(session)
    assert [line.number for line in lines][:4] == ["1", "2.1", "2.2", "3.1"]
    assert sum(line.points for line in lines) == kept.points
    assert lines[1].evidence == "11/11 = 100% ≥ 90%, không ai vắng không lý do".replace("11", "12")
    assert AuditEntry.objects.filter(verb="score.given").exists()
