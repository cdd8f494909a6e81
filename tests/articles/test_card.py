"""/anh-chia-se/…: the picture that stands for an article where a link to it is shared."""

import io
import threading

import pytest
from PIL import Image, ImageChops

from articles import actions
from articles.models import Article, Photo, Snapshot
from articles.reports.machines import card_address, card_of
from branch_portal.lib import cards
from tests.factories import make_article, make_photo

pytestmark = pytest.mark.django_db
LONG = "Đổi mới nội dung, nâng cao chất lượng sinh hoạt chi bộ ở các xã vùng cao: " * 3


def address(article):
    article = Article.objects.select_related("section", "photo").get(pk=article.pk)
    return card_address(article, article.photo)


def picture(client, article):
    response = client.get(address(article))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/jpeg"
    assert len(response.content) <= 150_000
    image = Image.open(io.BytesIO(response.content))
    assert image.size == (1200, 630)
    return image.convert("RGB")


def files(settings):
    return sorted(path.name for path in (settings.MEDIA_ROOT / "cards").rglob("*.jpg"))


def test_an_article_without_photo_has_its_headline_on_paper(client):
    image = picture(client, make_article("Chi bộ bàn việc khó"))
    red = image.getpixel((600, 5))
    paper = image.getpixel((1180, 300))
    assert red[0] > 140 > 60 > red[1]
    assert min(paper) > 240
    assert ImageChops.difference(image, Image.new("RGB", image.size, paper)).getbbox()


def test_a_photo_stands_above_the_headline(client):
    image = picture(client, make_article(photo=make_photo(colour="blue")))
    assert image.getpixel((600, 100))[2] > 200
    assert min(image.getpixel((1190, 500))) > 240


def test_the_middle_of_interest_stays_in_sight():
    picture = Image.new("RGB", (400, 1200), "white")
    picture.paste("red", (0, 1000, 400, 1200))
    cut = cards._cropped(picture, 1200, 400, (50, 95))
    assert cut.getpixel((600, 390)) == (255, 0, 0)
    assert cards._cropped(picture, 1200, 400, (50, 0)).getpixel((600, 390)) == (255, 255, 255)


@pytest.mark.parametrize(
    "headline", ["", LONG, "A" * 200, "漢字 😀", "\u202eđảo", "Ẫ" * 60, "e\u0302\u0301 NFD", "a\nb"]
)
def test_any_headline_fits(headline):
    for photo in ("", "photos/gone.jpg"):
        content = cards.draw(cards.Card(headline, "Xây dựng Đảng", "Cổng", photo))
        assert len(content) <= cards.HEAVIEST


def test_stacked_marks_are_drawn():
    font = cards._font(60)
    plain, marked = (font.getmask(letter).getbbox() for letter in ("A", "Ẫ"))
    assert marked[3] - marked[1] > plain[3] - plain[1]
    empty = font.getmask("漢")
    assert all(bytes(font.getmask(letter)) != bytes(empty) for letter in "ẮẰẲẴẶẤẦẨẪẬỚỜỞỠỢỨỪỬỮỰđĐ")


def test_it_is_drawn_once(client, settings, monkeypatch):
    article = make_article()
    first = client.get(address(article)).content
    monkeypatch.setattr(cards, "draw", None)
    assert client.get(address(article)).content == first
    assert len(files(settings)) == 1


def test_a_corrected_headline_makes_another_and_the_old_address_leads_to_it(client, settings):
    article = make_article("Tiêu đề cũ")
    old = address(article)
    client.get(old)
    words = Snapshot.newest(article)
    words.headline = "Tiêu đề mới"
    actions.save_article(article, words, by=None)
    assert address(article) == old, "the correction is not published yet"
    assert client.get(old).status_code == 200
    actions.publish_article(article, by=None, checked=False)
    assert address(article) != old
    response = client.get(old)
    assert response.status_code == 302
    assert response.headers["Location"] == address(article)
    picture(client, article)
    assert len(files(settings)) == 1


def test_a_draft_has_none(client):
    draft = make_article(published=False)
    assert client.get(address(draft)).status_code == 404


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_withdrawn_article_loses_its_card(client, settings):
    article = make_article()
    there = address(article)
    client.get(there)
    assert files(settings)
    actions.withdraw_article(article, by=None)
    assert client.get(there).status_code in (404, 410)
    assert not files(settings)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_photo_that_was_taken_down_is_on_no_card(client, settings):
    photo = make_photo(colour="blue")
    article = make_article(photo=photo)
    there = address(article)
    client.get(there)
    actions.take_down_photo(photo, "Không được phép", by=None)
    assert not files(settings)
    assert client.get(there).headers["Location"] == address(article)
    assert min(picture(client, article).getpixel((1190, 100))) > 240


def test_another_middle_of_interest_is_another_card(client):
    photo = make_photo()
    article = make_article(photo=photo)
    before = address(article)
    Photo.objects.update(focal_x=10)
    assert address(article) != before


def test_a_foreign_digest_leads_to_the_right_one(client):
    article = make_article()
    response = client.get(f"/anh-chia-se/{article.pk}/khac.jpg")
    assert response.status_code == 302
    assert response.headers["Location"] == address(article)
    assert client.get("/anh-chia-se/99999/khac.jpg").status_code == 404


def test_only_a_few_wait_for_a_drawing(client, settings):
    article = make_article()
    with cards._one_at_a_time(), cards._waiting:
        assert client.get(address(article)).status_code == 503
    picture(client, article)


def test_two_who_ask_at_once_get_the_same_drawing(settings):
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    card, found = cards.Card("Hai người hỏi", "Mục", "Báo"), []
    threads = [
        threading.Thread(target=lambda: found.append(cards.picture(7, card))) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 2
    assert found[0] == found[1]


def test_cards_do_not_fill_the_disk(settings):
    for number in range(cards.MOST_IN_A_FOLDER + 4):
        cards.picture(cards.FOLDERS * number, cards.Card(f"Bài {number}", "", ""))
    assert len(files(settings)) == cards.MOST_IN_A_FOLDER


def test_no_browser_runs_it_and_none_keeps_it_unasked(client, django_assert_max_num_queries):
    article = make_article(photo=make_photo())
    there = address(article)
    with django_assert_max_num_queries(1):
        response = client.get(there)
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert not response.cookies
    etag = response.headers["ETag"]
    assert client.get(there, headers={"If-None-Match": etag}).status_code == 304
    assert client.post(there).status_code == 405


def test_the_card_says_what_the_page_says():
    article = make_article("Bài <b>một</b>", photo=make_photo())
    row = Article.objects.select_related("section", "photo").get(pk=article.pk)
    card = card_of(row, row.photo)
    assert (card.headline, card.section) == ("Bài <b>một</b>", "Xây dựng Đảng")
    assert card.photo.endswith(".jpg")
