import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
URL = reverse("articles:convert_legacy")
VNI = "<style>p.a {font-family:VNI-Times}</style><p class=a>Nhaân daân thoân Ñoàng Laïc</p>"
TCVN3 = '<p><span style="font-family:.VnTime">§¶ng bé huyÖn häp, ®\xad\xefc nh©n d©n tin</span></p>'
TCVN3 = TCVN3.replace("\xad\xef", "\xadî")  # ược


def ask(client, html, status=200):
    response = client.post(URL, {"html": html})
    assert response.status_code == status
    return response.json()


def test_vni_by_a_class_is_shown_before_and_after(client, reporter):
    client.force_login(reporter)
    answer = ask(client, VNI)
    assert answer["encoding"] == "vni"
    assert "Nhân dân thôn Đồng Lạc" in answer["html"]
    assert answer["sample"] == [["Nhaân daân thoân Ñoàng Laïc", "Nhân dân thôn Đồng Lạc"]]


def test_tcvn3_keeps_the_letter_that_hides_as_a_soft_hyphen(client, reporter):
    client.force_login(reporter)
    answer = ask(client, TCVN3)
    assert answer["encoding"] == "tcvn3"
    assert "Đảng bộ huyện họp, được nhân dân tin" in answer["html"]
    assert answer["sample"][0][1] == "Đảng bộ huyện họp, được nhân dân tin"


def test_at_most_three_lines_are_shown_and_none_is_long(client, reporter):
    client.force_login(reporter)
    line = f"<p style='font-family:VNI-Times'>{'Nhaân daân thoân Ñoàng Laïc ' * 20}</p>"
    sample = ask(client, line * 5)["sample"]
    assert len(sample) == 3
    assert all(len(words) <= 160 for pair in sample for words in pair)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "   ",
        "<p>Nhân dân thôn Đồng Lạc</p>",
        '<p style="font-family:.VnTime">Nhân dân thôn Đồng Lạc</p>',
        '<p style="font-family:VNI-Times">So 12</p>',
        "<p>Les élèves ont reçu çà et là le garçon</p>",
        "<",
        "<p" * 1000,
        "\x00<p>\x00</p>",
    ],
)
def test_what_is_in_no_old_encoding_comes_back_as_it_was(client, reporter, html):
    client.force_login(reporter)
    answer = ask(client, html)
    assert answer == {"encoding": None, "html": html, "sample": []}


def test_too_long_a_text_is_refused_in_a_sentence(client, reporter):
    client.force_login(reporter)
    answer = ask(client, "ô" * 1_000_001, 413)
    assert answer["error"]["message"].startswith("Văn bản quá dài")


@pytest.mark.parametrize("who", ["moderator", "secretary", "stranger"])
def test_the_wrong_role_is_refused(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert "phóng viên và biên tập viên" in ask(client, VNI, 403)["error"]["message"]


def test_a_visitor_is_sent_to_sign_in(client):
    assert client.post(URL, {"html": VNI}).status_code == 302


def test_another_site_cannot_ask(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert client.post(URL, {"html": VNI}).status_code == 403


def test_it_only_takes_posts(client, editor):
    client.force_login(editor)
    assert client.get(URL).status_code == 405


def test_its_cost(client, reporter, django_assert_max_num_queries):
    client.force_login(reporter)
    with django_assert_max_num_queries(3):  # session, user, roles
        ask(client, VNI)
