"""A Word file becomes a draft, after its author has seen what was found in it."""

import io
import os
import time

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from accounts.models import AuditEntry
from articles import actions
from articles.models import Article, Photo, Revision
from branch_portal.lib import images, parking, wordfile
from tests.factories import make_picture
from tests.portal.test_legacy import to_tcvn3
from tests.portal.test_wordfile import BODY, LEAD, paragraph, picture, repacked, saved

pytestmark = pytest.mark.django_db
URL = reverse("admin:articles_article_word_import")


@pytest.fixture(autouse=True)
def _own_parking(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def manuscript(second_alt=""):
    document = Document()
    paragraph(document, "Hội nghị sơ kết sáu tháng", bold=True, align="CENTER")
    paragraph(document, LEAD, bold=True)
    picture(document, "red", alt="Hội trường đông người")
    paragraph(document, "Quang cảnh hội nghị. (Ảnh: Hà Vân)", align="CENTER")
    paragraph(document, BODY)
    paragraph(document, "Kết quả", style="Heading 2")
    picture(document, "blue", alt=second_alt)
    paragraph(document, "Đại biểu phát biểu. Ảnh: Lê Bình", italic=True, align="CENTER")
    paragraph(document, "Việc thứ nhất", style="List Bullet")
    paragraph(document, "Tác giả: Thu Nhàn, Hà Vân", bold=True, align="RIGHT")
    return document


def old_manuscript():
    document = Document()
    paragraph(document, to_tcvn3("Hội nghị sơ kết"), bold=True, align="CENTER", font=".VnTime")
    for _each in range(3):
        paragraph(document, to_tcvn3(BODY), font=".VnTime")
    return document


def sent(document=None, content=None, name="bai.docx"):
    data = saved(document).read() if document else content
    return {"file": SimpleUploadedFile(name, data)}


def found(client, document):
    """Send a file and return the address of the page that shows what is in it."""
    response = client.post(URL, sent(document))
    assert response.status_code == 302, response.context["form"].errors
    return response["Location"]


def parked_files(user):
    return list((settings.DATA_DIR / "parked").glob(f"{user.pk}-*"))


def test_it_shows_what_was_found_and_makes_a_draft_of_it(client, reporter):
    client.force_login(reporter)
    address = found(client, manuscript())
    html = client.get(address).content.decode()
    for words in ("Hội nghị sơ kết sáu tháng", LEAD, "Thu Nhàn, Hà Vân", "Quang cảnh hội nghị."):
        assert words in html
    assert "Ảnh: Lê Bình" in html
    assert html.count('src="data:image/jpeg;base64,') == 2
    assert not Article.objects.exists()
    response = client.post(address, follow=True)
    article = Article.objects.get()
    assert response.redirect_chain[-1][0] == reverse(
        "admin:articles_article_change", args=[article.pk]
    )
    assert "đã thành bản nháp này" in response.content.decode()
    assert article.state == Article.State.DRAFT
    assert article.created_by == reporter
    assert (article.headline, article.lead) == ("Hội nghị sơ kết sáu tháng", LEAD)
    assert article.author_name == "Thu Nhàn – Hà Vân"
    assert Revision.objects.get().note == "Từ tệp Word"
    assert AuditEntry.objects.filter(verb="article.read_from_word", actor=reporter).exists()
    assert parked_files(reporter) == []


def test_its_pictures_go_into_the_library_with_their_words(client, reporter):
    client.force_login(reporter)
    client.post(found(client, manuscript()))
    article = Article.objects.get()
    first, second = Photo.objects.order_by("pk")
    assert (first.caption, first.credit, first.alt) == (
        "Quang cảnh hội nghị.",
        "Hà Vân",
        "Hội trường đông người",
    )
    assert (second.caption, second.credit) == ("Đại biểu phát biểu.", "Lê Bình")
    assert first.uploaded_by == reporter
    # The one above the text leads; the other one stays where it stood.
    use = article.photo_uses.get(place="shown")
    assert (use.photo, use.caption, use.alt) == (first, first.caption, first.alt)
    assert article.photo == first
    assert article.photo_uses.get(place="text").photo == second
    assert f'data-photo-id="{second.pk}"' in article.body
    assert "<figcaption>Đại biểu phát biểu.</figcaption>" in article.body
    assert "word:" not in article.body
    assert article.body.startswith(f"<p>{BODY}</p><h2>Kết quả</h2>")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Tệp này trống"),
        (b"%PDF-1.7 khong phai Word", "không phải tệp Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000, ".doc"),
        (b"PK\x03\x04" + b"rac" * 100, "hỏng"),
        (b"PK\x03\x04" + b"\0" * 200 * 1024 * 1024, "30 MB"),
    ],
    ids=["empty", "pdf", "doc", "damaged", "200 MB"],
)
def test_a_file_that_is_no_word_file_gets_a_sentence_beside_the_field(
    client, reporter, content, sentence
):
    client.force_login(reporter)
    response = client.post(URL, sent(content=content))
    assert response.status_code == 200
    assert sentence in str(response.context["form"].errors["file"])
    assert sentence in response.content.decode()
    assert not Article.objects.exists()
    assert parked_files(reporter) == []


def test_a_zip_under_the_name_of_a_word_file_is_refused(client, reporter):
    client.force_login(reporter)
    file = repacked(saved(manuscript()), {"[Content_Types].xml": None})
    response = client.post(URL, sent(content=file.read()))
    assert "thư mục nén" in str(response.context["form"].errors["file"])


def test_without_a_file_it_asks_for_one(client, reporter):
    client.force_login(reporter)
    assert "Hãy chọn tệp Word" in client.post(URL, {}).content.decode()


def test_an_old_encoding_is_converted_only_when_somebody_says_so(client, reporter):
    client.force_login(reporter)
    address = found(client, old_manuscript())
    html = client.get(address).content.decode()
    assert to_tcvn3("Hội nghị sơ kết") in html
    assert BODY[:60] in html
    assert "TCVN3" in html
    # Without a choice nothing happens.
    assert client.post(address).status_code == 200
    assert not Article.objects.exists()
    client.post(address, {"choice": "convert"})
    article = Article.objects.get()
    assert article.headline == "Hội nghị sơ kết"
    assert BODY in article.body


def test_an_old_encoding_may_be_left_as_it_is(client, reporter):
    client.force_login(reporter)
    client.post(found(client, old_manuscript()), {"choice": "keep"})
    assert Article.objects.get().headline == to_tcvn3("Hội nghị sơ kết")


def test_a_picture_that_is_none_stays_behind_and_the_rest_comes(client, reporter):
    file = repacked(
        saved(manuscript()), {"word/media/image1.jpg": b"\x01\0\0\0 drawn by a program"}
    )
    client.force_login(reporter)
    response = client.post(URL, sent(content=file.read()))
    address = response["Location"]
    assert "không phải là ảnh" in client.get(address).content.decode()
    response = client.post(address, follow=True)
    assert "1 ảnh không đưa vào được" in response.content.decode()
    article = Article.objects.get()
    assert Photo.objects.count() == 1
    assert not article.photo_uses.filter(place="shown").exists()
    # Its caption is not lost.
    assert "<p>Quang cảnh hội nghị.</p>" in article.body


def test_a_second_click_makes_no_second_draft(client, reporter):
    client.force_login(reporter)
    address = found(client, manuscript())
    client.post(address)
    response = client.post(address, follow=True)
    assert "Hãy chọn lại tệp" in response.content.decode()
    assert Article.objects.count() == 1


def test_the_file_waits_for_an_hour_and_for_nobody_else(client, reporter, editor):
    client.force_login(reporter)
    address = found(client, manuscript())
    (path,) = parked_files(reporter)
    assert path.stat().st_mode & 0o777 == 0o600
    client.force_login(editor)
    assert client.get(address).status_code == 302
    client.force_login(reporter)
    assert client.get(address).status_code == 200
    os.utime(path, times=(0, time.time() - 3700))
    assert client.get(address).status_code == 302
    for odd in ("../../secret_key", "x" * 32, "%00"):
        assert client.get(f"{URL}?tep={odd}").status_code in (302, 400)
    found(client, old_manuscript())
    assert not path.exists()


def test_one_person_parks_few_files(reporter):
    tokens = [parking.park(SimpleUploadedFile("a", b"x"), reporter.pk) for _ in range(8)]
    assert len(parked_files(reporter)) == parking.MOST_FILES
    with parking.taken(tokens[-1], reporter.pk) as file:
        assert file.read() == b"x"


def test_words_too_long_for_their_place_stand_in_the_text(reporter):
    document = Document()
    long = "Một tiêu đề dài " * 14
    paragraph(document, long.strip(), bold=True, align="CENTER")
    paragraph(document, BODY)
    word = wordfile.read_word(saved(document))
    article = actions.import_word(word, [], by=reporter)
    assert len(article.headline) <= 200
    assert article.headline.endswith("…")
    assert article.body.startswith(f"<p>{long.strip()}</p>")


def test_all_of_it_or_nothing(reporter, monkeypatch):
    word = wordfile.read_word(saved(manuscript()))
    pictures = [images.read_photo(io.BytesIO(each.content)) for each in word.pictures]

    def broken(*args, **kwargs):
        raise RuntimeError

    # The machine fails between the photos and the text: nothing typed in can bring that about.
    monkeypatch.setattr("articles.actions.wordimport.save_article", broken)
    with pytest.raises(RuntimeError):
        actions.import_word(word, pictures, by=reporter)
    assert not Photo.objects.exists()
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_hostile_html_in_a_file_is_inert(client, reporter):
    document = manuscript()
    document.add_paragraph("<script>alert(1)</script><img src=x onerror=alert(2)>")
    client.force_login(reporter)
    client.post(found(client, document))
    body = Article.objects.get().body
    assert "<script" not in body
    assert "&lt;script&gt;" in body


def test_a_file_that_could_not_become_a_draft_still_waits(client, reporter, monkeypatch):
    client.force_login(reporter)
    address = found(client, manuscript())
    # The machine fails on the way: nothing typed in can bring that about.
    monkeypatch.setattr("articles.actions.import_word", _fail)
    with pytest.raises(RuntimeError):
        client.post(address)
    monkeypatch.undo()
    assert client.post(address).status_code == 302
    assert Article.objects.count() == 1


def _fail(*args, **kwargs):
    raise RuntimeError


@pytest.mark.parametrize("who", ["moderator", "secretary", "stranger"])
def test_the_wrong_role_is_refused(client, request, who):
    user = request.getfixturevalue(who)
    user.is_staff = True
    user.save()
    client.force_login(user)
    assert client.get(URL).status_code == 403
    assert client.post(URL, sent(manuscript())).status_code == 403


def test_a_visitor_is_sent_to_sign_in(client):
    assert client.get(URL).status_code == 302


def test_the_list_of_articles_leads_here(client, reporter):
    client.force_login(reporter)
    html = client.get(reverse("admin:articles_article_changelist")).content.decode()
    assert f'href="{URL}"' in html


def test_its_cost(client, reporter, django_assert_max_num_queries):
    client.force_login(reporter)
    address = found(client, manuscript())
    with django_assert_max_num_queries(6):
        client.get(address)
    with django_assert_max_num_queries(70):
        client.post(address)


def test_a_large_picture_is_made_ready_once(reporter):
    document = Document()
    paragraph(document, BODY)
    document.add_picture(io.BytesIO(make_picture(size=(2000, 1500))))
    word = wordfile.read_word(saved(document))
    prepared = [images.read_photo(io.BytesIO(each.content)) for each in word.pictures]
    article = actions.import_word(word, prepared, by=reporter)
    assert '-800.jpg" ' in article.body
    assert 'width="800" height="600"' in article.body
