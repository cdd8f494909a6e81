"""“Did you mean …?” and the words that it knows."""

from functools import partial

import pytest

from articles.models import Word
from branch_portal.lib.text import fold
from tests.articles.results import ask, in_days
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def search(client):
    return partial(ask, client)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nghị quyt", "nghị quyết"),
        ("nghi qyuet", "nghi quyet"),
        ("nghij quyeets", "nghi quyet"),
        ("nghi5 quye6t1", "nghi quyet"),
        ("nghịquyết", "nghị quyết"),
        ("nghi quyetx nam", "nghi quyet nam"),
        ("nghị quyêts", "nghị quyết"),
    ],
)
def test_a_mistyped_word_is_proposed_as_the_archive_has_it(search, typed, meant):
    make_article("Năm nghị quyết của huyện")
    html = search(typed)
    assert "Có phải bạn muốn tìm" in html
    assert f">{meant}</a>?" in html


def test_what_finds_enough_is_not_put_in_question(search):
    for number in range(4):
        make_article(f"Nghị quyết {number}")
    assert "Có phải bạn muốn tìm" not in search("nghị quyết")


def test_a_word_too_many_can_be_left_out(search):
    make_article("Hội chợ cam sành")
    make_article("Chợ phiên vùng cao")
    html = search("hội chợ vùng cao")
    assert "Bớt đi một từ thì có bài:" in html
    assert "chợ vùng cao</a>" in html


def test_the_vocabulary_learns_only_what_was_cleared():
    make_article("Khoai deo xứ lạ", published=False)
    assert not Word.objects.filter(folded="khoai").exists()
    make_article("Khoai lang")
    assert {"khoai", "lang"} <= set(Word.objects.values_list("folded", flat=True))
    assert all(word.folded == fold(word.text) for word in Word.objects.all())


def test_words_that_readers_do_not_see_are_treated_like_unknown_ones(search):
    make_article("Làng khoai")
    make_article("Khoay", publish_at=in_days(3))
    assert Word.objects.filter(text="khoay").exists()
    assert ">khoai</a>?" in search("khoay")
    assert "khoay" not in search("khoax").lower()


def test_words_of_other_scripts_are_no_obstacle(search):
    make_article("한국어" * 20, lead="ﷺ ﷽ ß İ ſ", body=f"<p>{'漢字' * 50} {'각' * 40}</p>")
    assert "1 bài" in search("한국어" * 20)
    assert all(len(word.folded) <= 30 for word in Word.objects.all())
