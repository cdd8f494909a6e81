"""The agenda of a session."""

import pytest
from zeal import zeal_ignore

from accounts.models import AuditEntry
from meetings import actions
from meetings.documents.calls import agenda_rows
from meetings.documents.facts import Facts
from meetings.models import AgendaTemplate
from tests.factories import make_plan, make_session, make_task, submit
from tests.meetings.prepared_parts import address

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(branch, secretary, members):
    return make_plan(branch, secretary, presenter=members[2])


@pytest.fixture
def url(plan):
    return address("agenda", plan.pk)


def sheet(plan, *rows, **changed):
    data = {"version": plan.version, "row-TOTAL_FORMS": len(rows), "row-INITIAL_FORMS": 0}
    for number, row in enumerate(rows):
        data |= {f"row-{number}-{name}": value for name, value in row.items()}
    return data | changed


def row(text, who="Chủ trì", minutes="5", place="", **more):
    return {"text": text, "who": who, "minutes": minutes, "place": place} | more


def stored(plan):
    return list(plan.agenda.values_list("text", "who", "minutes"))


def test_without_an_agenda_the_first_template_is_filled_in(client, url, plan, secretary):
    client.force_login(secretary)
    page = client.get(url).content.decode()
    assert "Trình bày chuyên đề “Tiết kiệm điện”" in page
    assert plan.presenter_name in page
    assert "Kết quả thực hiện nghị quyết kỳ trước" not in page, "nothing is open"
    assert "Ý kiến của cấp trên" not in page, "nobody of the upper committee is invited"
    assert not plan.agenda.exists()


def test_open_tasks_of_earlier_sessions_are_a_line_of_it(client, url, plan, branch, secretary):
    held = make_session(branch, secretary)
    make_task(held, secretary)
    held.refresh_from_db()
    client.force_login(secretary)
    assert "nghị quyết kỳ trước" not in client.get(url).content.decode(), "not handed in yet"
    submit(held, secretary)
    assert "nghị quyết kỳ trước" in client.get(url).content.decode()


def test_superiors_who_are_invited_have_their_line(client, branch, members, secretary):
    plan = make_plan(branch, secretary, superiors=[("Bùi Cấp Trên", "tổ công tác")])
    client.force_login(secretary)
    page = client.get(address("agenda", plan.pk)).content.decode()
    assert "Ý kiến của cấp trên dự sinh hoạt" in page
    assert "Bùi Cấp Trên" in page


def test_another_template_may_be_taken(client, url, plan, secretary):
    actions.save_agenda(plan, [row("Một", minutes=5)], version=plan.version, by=secretary)
    client.force_login(secretary)
    second = AgendaTemplate.objects.last()
    assert "bầu thư ký; điểm danh" not in client.get(url).content.decode()
    page = client.get(url, {"mau": second.pk}).content.decode()
    assert "bầu thư ký; điểm danh" in page
    assert f"Đã điền sẵn theo mẫu “{second.name}”" in page
    assert client.get(url, {"mau": "x"}).status_code == 200
    assert stored(plan) == [("Một", "Chủ trì", 5)]


def test_rows_are_stored_in_the_order_of_their_numbers(client, url, plan, secretary):
    client.force_login(secretary)
    rows = [
        row("Ba", place="3"),
        row("Cuối"),
        row("Một", place="1", minutes=""),
        row("Hai", place="2"),
        row("Bỏ", place="1", DELETE="on"),
        row("", who="", minutes=""),
    ]
    assert client.post(url, sheet(plan, *rows)).status_code == 302
    assert [text for text, _who, _minutes in stored(plan)] == ["Một", "Hai", "Ba", "Cuối"]
    assert AuditEntry.objects.get(verb="session.agenda_saved").facts == {"items": 4}
    page = client.get(address("session_plan", plan.pk)).content.decode()
    assert "4 bước" in page
    assert "15 phút" in page


def test_one_more_row_saves_and_comes_back_without_scripts(client, url, plan, secretary):
    client.force_login(secretary)
    response = client.post(url, sheet(plan, row("Một"), more="1"))
    assert response["Location"] == url
    page = client.get(url).content.decode()
    assert 'name="row-2-text"' in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (row("", who="Chủ trì", minutes=""), "Dòng này làm gì?"),
        (row("Một", minutes="nhiều"), "Viết một số từ 1 đến 600."),
        (row("Một", minutes="0"), "Viết một số từ 1 đến 600."),
        (row("Một", minutes="99999999999999999999"), "từ 1 đến 600"),
        (row("Một", place="100"), "Viết một số từ 1 đến 99."),
        (row("M" * 401), "400"),
        (row("Một", who="N" * 161), "160"),
    ],
)
def test_what_is_wrong_is_said_and_all_words_stay(client, url, plan, secretary, wrong, sentence):
    client.force_login(secretary)
    response = client.post(url, sheet(plan, wrong, row("Dòng đúng")))
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "Dòng đúng" in page
    assert not plan.agenda.exists()


def test_an_older_page_overwrites_nothing(client, url, plan, secretary, deputy):
    actions.save_agenda(plan, [row("Của phó bí thư", minutes=5)], version=plan.version, by=deputy)
    client.force_login(secretary)
    response = client.post(url, sheet(plan, row("Của bí thư")))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Của bí thư" in page
    assert "Của phó bí thư" in page
    assert stored(plan) == [("Của phó bí thư", "Chủ trì", 5)]


@pytest.mark.parametrize("total", ["0", "-1", "1000000", "x", ""])
def test_a_nonsense_number_of_rows_is_no_error_of_ours(client, url, plan, secretary, total):
    client.force_login(secretary)
    data = sheet(plan) | {"row-TOTAL_FORMS": total, "version": "x"}
    assert client.post(url, data).status_code == 422


def test_too_many_rows_are_refused(client, url, plan, secretary):
    client.force_login(secretary)
    rows = [row(f"Bước {number}") for number in range(41)]
    assert client.post(url, sheet(plan, *rows)).status_code == 422
    assert not plan.agenda.exists()


def test_hostile_words_are_only_words(client, url, plan, secretary):
    client.force_login(secretary)
    client.post(url, sheet(plan, row("<script>x</script>\r\n{{ 7*7 }} & \x0b y")))
    assert stored(plan)[0][0] == "<script>x</script> {{ 7*7 }} & y"
    page = client.get(url).content.decode()
    assert "<script>x" not in page
    assert "&lt;script&gt;x&lt;/script&gt; {{ 7*7 }}" in page


def test_the_paper_has_these_steps(client, plan, secretary):
    rows = [row("Một", minutes=5), row("Hai", who="", minutes=None)]
    actions.save_agenda(plan, rows, version=plan.version, by=secretary)
    plan.refresh_from_db()
    assert [text for text, _who in agenda_rows(Facts.of(plan))] == ["Một (5 phút)", "Hai"]


def test_an_agenda_that_is_too_short_is_said_so(client, url, plan, secretary):
    actions.save_agenda(plan, [row("Một", minutes=30)], version=plan.version, by=secretary)
    client.force_login(secretary)
    page = client.get(url).content.decode()
    assert "Tổng cộng 30 phút; buổi họp ít nhất 90 phút." in page
    assert "quá ngắn" in page
    assert "cần ít nhất 90" in client.get(address("session_plan", plan.pk)).content.decode()


def test_a_held_session_still_has_its_agenda_a_closed_one_keeps_it(client, session, secretary):
    client.force_login(secretary)
    url = address("agenda", session.pk)
    data = sheet(session, row("Đổi ngay tại buổi họp"))
    assert client.post(url, data)["Location"] == address("session", session.pk)
    session.refresh_from_db()
    submit(session, secretary)
    assert client.get(url)["Location"] == address("session", session.pk)
    session.refresh_from_db()
    response = client.post(url, sheet(session, row("Muộn rồi")))
    assert response.status_code == 422
    assert "Muộn rồi" in response.content.decode()
    assert [text for text, _who, _minutes in stored(session)] == ["Đổi ngay tại buổi họp"]


def test_those_who_see_the_session_read_its_agenda(client, plan, secretary, organisation_board):
    actions.save_agenda(plan, [row("Một", minutes=5)], version=plan.version, by=secretary)
    client.force_login(organisation_board)
    page = client.get(address("session", plan.pk)).content.decode()
    assert "Một" in page
    assert address("agenda", plan.pk) not in page


def test_administrators_word_templates_anew(client, administrator, secretary, plan, url):
    client.force_login(administrator)
    template = AgendaTemplate.objects.first()
    lines = list(template.lines.all())
    data = {
        "name": "Mẫu của xã",
        "position": 1,
        "lines-TOTAL_FORMS": len(lines),
        "lines-INITIAL_FORMS": len(lines),
    }
    for number, line in enumerate(lines):
        words = {"id": line.pk, "template": template.pk, "position": line.position}
        words |= {"text": line.text, "actor": line.actor, "minutes": 1, "only_with": ""}
        if number:
            words["DELETE"] = "on"
        data |= {f"lines-{number}-{name}": value for name, value in words.items()}
    page = f"/admin/meetings/agendatemplate/{template.pk}/change/"
    with zeal_ignore():  # each row of Django's inline asks for itself
        assert client.post(page, data).status_code == 302
    assert AuditEntry.objects.filter(verb="agenda_template.saved").exists()
    client.force_login(secretary)
    assert "Mẫu của xã" in client.get(url).content.decode()
    client.force_login(administrator)
    gone = f"/admin/meetings/agendatemplate/{template.pk}/delete/"
    assert client.post(gone, {"post": "yes"}).status_code == 302
    assert AuditEntry.objects.filter(verb="agenda_template.deleted").exists()
    client.force_login(secretary)
    assert client.get(url).status_code == 200
    AgendaTemplate.objects.all().delete()
    assert client.get(url).status_code == 200, "without any template one writes freely"


def test_it_costs_few_queries(client, url, plan, secretary, django_assert_max_num_queries):
    client.force_login(secretary)
    with django_assert_max_num_queries(11):
        assert client.get(url).status_code == 200
