"""Opinions and the chair's conclusion."""

import uuid

import pytest
from django.urls import reverse

from meetings.models import Guest
from meetings.models.roll import name_of, speakers
from tests.factories import make_member, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(session):
    return reverse("meetings:discussion", args=[session.pk])


def notes(session, *opinions, **other):
    data = {
        "version": session.version,
        "summary": "Tổ trưởng báo cáo.",
        "conclusion": "Nạo vét trước Tết.",
        "opinion-TOTAL_FORMS": len(opinions),
        "opinion-INITIAL_FORMS": 0,
    }
    for number, (speaker, kind, text) in enumerate(opinions):
        data |= {
            f"opinion-{number}-speaker": speaker,
            f"opinion-{number}-kind": kind,
            f"opinion-{number}-text": text,
        }
    return data | other


def test_opinions_keep_their_order_and_empty_rows_vanish(client, url, session, secretary):
    client.force_login(secretary)
    data = notes(
        session,
        ("Lê Hoài Ân", "opinion", "Làm đoạn cuối trước."),
        ("", "opinion", ""),
        ("Lý Văn Khoa", "criticise", "Tôi còn chậm."),
    )
    assert client.post(url, data)["Location"] == reverse("meetings:resolutions", args=[session.pk])
    assert list(session.opinions.values_list("position", "speaker_name")) == [
        (1, "Lê Hoài Ân"),
        (2, "Lý Văn Khoa"),
    ]
    session.refresh_from_db()
    assert session.conclusion == "Nạo vét trước Tết."


def test_an_opinion_without_a_speaker_is_asked_for(client, url, session, secretary):
    client.force_login(secretary)
    response = client.post(url, notes(session, ("", "opinion", "Ai nói câu này?")))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Ai nói ý kiến này?" in page
    assert "Ai nói câu này?" in page
    assert not session.opinions.exists()


def test_saving_again_replaces_and_one_more_stays_on_the_page(client, url, session, secretary):
    client.force_login(secretary)
    client.post(url, notes(session, ("Lê Hoài Ân", "opinion", "Một.")))
    session.refresh_from_db()
    response = client.post(url, notes(session, ("Lê Hoài Ân", "opinion", "Hai."), more="1"))
    assert response["Location"] == url
    assert session.opinions.get().text == "Hai."


def test_words_are_stored_as_typed_and_shown_as_text(client, url, session, secretary):
    client.force_login(secretary)
    client.post(url, notes(session, ("Lê Hoài Ân", "opinion", "<script>alert(1)</script> A & B")))
    page = client.get(reverse("meetings:session", args=[session.pk])).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; A &amp; B" in page


def test_saving_again_after_a_stale_refusal_loses_nothing(client, url, session, secretary):
    """Twice on the button, then once more as the page advises: the words are still there."""
    client.force_login(secretary)
    data = notes(session, ("Lê Hoài Ân", "opinion", "Làm đoạn cuối trước."))
    assert client.post(url, data).status_code == 302
    refused = client.post(url, data)
    assert refused.status_code == 422
    assert "Bản đang lưu" in refused.content.decode()
    assert (
        client.post(url, data | {"version": refused.context["session"].version}).status_code == 302
    )
    assert session.opinions.get().text == "Làm đoạn cuối trước."


def test_a_stale_page_shows_both_versions(client, url, session, secretary, deputy):
    mine = notes(session, ("Lê Hoài Ân", "opinion", "Ý của tôi."))
    client.force_login(deputy)
    client.post(url, notes(session, ("Lý Văn Khoa", "opinion", "Ý của phó bí thư.")))
    client.force_login(secretary)
    page = client.post(url, mine).content.decode()
    assert "Ý của tôi." in page
    assert "Ý của phó bí thư." in page


def test_words_survive_when_the_record_was_submitted_meanwhile(client, url, session, secretary):
    from meetings.models import ThematicSession

    ThematicSession.objects.update(state="submitted", submitted_at="2026-10-04T00:00Z")
    client.force_login(secretary)
    response = client.post(url, notes(session, ("Lê Hoài Ân", "opinion", "Đừng mất tôi.")))
    assert response.status_code == 422
    page = response.content.decode()
    assert "không sửa được nữa" in page
    assert "Đừng mất tôi." in page


@pytest.mark.parametrize("total", ["0", "-1", "1000000", "x", ""])
def test_a_nonsense_number_of_rows_is_no_error_of_ours(client, url, session, secretary, total):
    client.force_login(secretary)
    response = client.post(url, notes(session, **{"opinion-TOTAL_FORMS": total}))
    assert response.status_code in (302, 422)


def test_a_guest_speaks_too_and_a_stranger_is_named(client, url, session, secretary):
    Guest.objects.create(session=session, position=1, name="Bùi Cấp Trên", is_superior=True)
    client.force_login(secretary)
    client.post(url, notes(session, ("bùi cấp trên", "agree", "Đồng tình.")))
    assert session.opinions.get().is_of_superior
    session.refresh_from_db()
    response = client.post(url, notes(session, ("Ai Đó", "agree", "Tôi cũng vậy.")))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Ai Đó không có trong danh sách" in page
    assert "Tôi cũng vậy." in page


def test_two_of_one_name_are_told_apart_by_their_place(client, branch, members, secretary):
    make_member(branch, "Kiều Oanh")
    session = make_session(branch, secretary)
    url = reverse("meetings:discussion", args=[session.pk])
    client.force_login(secretary)
    assert "Kiều Oanh (số 11)" in client.get(url).content.decode()
    assert client.post(url, notes(session, ("Kiều Oanh", "add", "Ý."))).status_code == 422
    assert client.post(url, notes(session, ("Kiều Oanh (số 12)", "add", "Ý."))).status_code == 302
    opinion = session.opinions.get()
    assert (opinion.speaker_name, opinion.entry.position) == ("Kiều Oanh", 12)
    assert "Kiều Oanh (số 12)" in client.get(url).content.decode()


def test_an_opinion_keeps_its_key_and_its_restriction(client, url, session, secretary):
    client.force_login(secretary)
    client.post(
        url,
        notes(session, ("Lê Hoài Ân", "criticise", "Nặng."), **{"opinion-0-is_restricted": "on"}),
    )
    first = session.opinions.get()
    assert first.is_restricted
    session.refresh_from_db()
    client.post(
        url, notes(session, ("Lê Hoài Ân", "criticise", "Nhẹ."), **{"opinion-0-key": first.key})
    )
    again = session.opinions.get()
    assert (again.key, again.text, again.is_restricted) == (first.key, "Nhẹ.", False)


def test_twenty_thousand_characters_are_an_opinion(client, url, session, secretary):
    client.force_login(secretary)
    text = "Dài <và> & \t " * 1400
    client.post(url, notes(session, ("Lê Hoài Ân", "opinion", text)))
    assert len(session.opinions.get().text) > 15000
    session.refresh_from_db()
    assert (
        client.post(url, notes(session, ("Lê Hoài Ân", "opinion", "x" * 20001))).status_code == 422
    )


@pytest.fixture
def namesakes(branch, members, secretary):
    """A session with four people called Kiều Oanh, and two who differ in the placing of a tone."""
    for name in ("Lê Thị Hoà", "Lê Thị Hòa"):
        make_member(branch, name)
    make_member(branch, "Kiều Oanh", kind="temporary")
    session = make_session(branch, secretary)
    for is_superior in (True, False):
        Guest.objects.create(session=session, position=1, name="kiều oanh", is_superior=is_superior)
    return session


def test_everybody_of_one_name_has_another_label(client, namesakes, secretary):
    known = speakers(namesakes)
    assert set(known.values()) == {*namesakes.roll.all(), *namesakes.guests.all()}
    numbered = {label for label in known if "(" in label}
    assert numbered == {
        "Kiều Oanh (số 13)",
        "Kiều Oanh (tạm thời 1)",
        "kiều oanh (cấp trên 1)",
        "kiều oanh (khách 1)",
        "Lê Thị Hoà (số 8)",
        "Lê Thị Hòa (số 9)",
    }
    client.force_login(secretary)
    url = reverse("meetings:discussion", args=[namesakes.pk])
    said = [(label, "add", label) for label in sorted(numbered)]
    assert client.post(url, notes(namesakes, *said)).status_code == 302
    page = client.get(url).content.decode()
    for opinion in namesakes.opinions.select_related("entry", "guest"):
        assert known[opinion.text] == (opinion.entry or opinion.guest)
        assert name_of(namesakes, opinion.entry or opinion.guest) == opinion.text
        assert page.count(opinion.text) > 1


@pytest.mark.parametrize("name", ["Lê Thị Hoà", "lê thị hòa"])
def test_a_bare_name_of_two_people_is_asked_about(client, namesakes, secretary, name):
    client.force_login(secretary)
    url = reverse("meetings:discussion", args=[namesakes.pk])
    response = client.post(url, notes(namesakes, (name, "add", "Ý.")))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Lê Thị Hoà (số 8), Lê Thị Hòa (số 9)" in page
    assert "Ý." in page


def test_a_label_that_is_somebodys_name_is_not_given_twice(branch, members, secretary):
    make_member(branch, "Kiều Oanh")
    session = make_session(branch, secretary)
    Guest.objects.create(session=session, position=1, name="Kiều Oanh (số 11)")
    assert len(speakers(session)) == session.roll.count() + 1


def test_two_rows_of_one_key_are_two_opinions(client, url, session, secretary):
    client.force_login(secretary)
    key = uuid.uuid4()
    both = {"opinion-0-key": key, "opinion-1-key": key}
    said = [("Lê Hoài Ân", "add", "Một."), ("Kiều Oanh", "add", "Hai.")]
    assert client.post(url, notes(session, *said, **both)).status_code == 302
    assert list(session.opinions.values_list("text", flat=True)) == ["Một.", "Hai."]
    assert session.opinions.get(key=key).text == "Một."
