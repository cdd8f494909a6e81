"""What is read out of an article's text, and how its links and videos are shown."""

import pytest

from branch_portal.lib.html import (
    article_ids,
    attachment_ids,
    clean,
    embed_cards,
    figures,
    has_content,
    holds_video,
    photo_ids,
    video_of,
    with_links,
)

TEXT = clean(
    '<p><a href="/tin/12/cu/">một</a> <a href="/tin/7/">hai</a> <a href="/tin/12/">ba</a></p>'
    '<figure class="image"><img src="/media/photos/a.jpg" alt="Ao &amp; vườn" data-photo-id="31">'
    "<figcaption>Chú <em>thích</em></figcaption></figure>"
    '<p><a href="/tep/5/">Kế hoạch</a> <a href="https://example.org/tin/9/">xa</a></p>'
    '<figure class="image"><img src="/media/photos/b.jpg" data-photo-id="8"></figure>'
    '<figure class="image"><img src="/media/photos/c.jpg"></figure>'
)
VIDEO = '<figure class="media"><oembed url="https://youtu.be/aB3-_6789xy"></oembed></figure>'


def test_the_numbers_of_what_a_text_uses_come_in_order_and_once():
    assert article_ids(TEXT) == [12, 7]
    assert attachment_ids(TEXT) == [5]
    assert photo_ids(TEXT) == [31, 8]


def test_pictures_come_with_the_words_of_their_use():
    first, second, third = figures(TEXT)
    assert first == (31, "Ao & vườn", "Chú <em>thích</em>")
    assert (second.photo, second.alt, second.caption) == (8, "", "")
    assert third.photo is None


def test_links_get_the_address_of_today():
    shown = with_links(TEXT, {12: "/tin/12/ten-moi/", 5: "/x/"})
    assert shown.count('<a href="/tin/12/ten-moi/" rel=') == 2
    assert '<a href="/tin/7/"' in shown
    assert '<a href="/tep/5/"' in shown
    assert clean(shown) == TEXT


@pytest.mark.parametrize(
    ("address", "video"),
    [
        ("https://www.youtube.com/watch?v=aB3-_6789xy&list=x", ("youtube", "aB3-_6789xy")),
        ("https://www.youtube-nocookie.com/embed/aB3-_6789xy", ("youtube", "aB3-_6789xy")),
        ("https://www.youtube.com/live/aB3-_6789xy?feature=share", ("youtube", "aB3-_6789xy")),
        ("HTTPS://YOUTU.BE/aB3-_6789xy", ("youtube", "aB3-_6789xy")),
        ("https://vimeo.com/123456", ("vimeo", "123456")),
        ("https://youtu.be/aB3-_6789xy1", None),
        ("https://www.youtube.com/watch?v=ａB3-_6789xy", None),
        ("https://www.youtube.com/watch?list=x", None),
        ("https://www.youtube.com/@kenh", None),
        ("https://youtube.com.example.com/watch?v=aB3-_6789xy", None),
        ("https://user:{}youtu.be/aB3-_6789xy".format("@"), None),
        ("https://www.youtube.com:8080/watch?v=aB3-_6789xy", None),
        ("ftp://youtu.be/aB3-_6789xy", None),
        ("javascript:alert(1)", None),
        ("https://[", None),
        ("https://youtu.be:x/aB3-_6789xy", None),
        ("", None),
    ],
)
def test_a_video_is_known_by_its_address(address, video):
    assert video_of(address) == video


def test_a_video_is_shown_as_a_link_that_asks_nobody():
    html = embed_cards(clean(f"<p>a</p>{VIDEO}<p>b</p>"))
    assert html == (
        '<p>a</p><figure class="video"><a class="video-card" '
        'href="https://www.youtube.com/watch?v=aB3-_6789xy" data-video="youtube:aB3-_6789xy" '
        'rel="noopener noreferrer" target="_blank">Xem video trên YouTube</a></figure><p>b</p>'
    )


def test_only_a_text_with_a_video_needs_the_player():
    assert holds_video(clean(VIDEO))
    assert not holds_video(TEXT)
    assert not holds_video("<p>oembed</p>")


@pytest.mark.parametrize(
    "html",
    [
        "<p>Lời</p>",
        VIDEO,
        '<img src="/media/photos/a.jpg">',
        "<table><tr><td>1</td></tr></table>",
    ],
)
def test_words_a_picture_a_table_or_a_video_are_content(html):
    assert has_content(clean(html))


@pytest.mark.parametrize("html", ["", "<p> </p>", "<p>&nbsp;<br></p>", "<hr>", "<figure></figure>"])
def test_blank_paragraphs_are_no_content(html):
    assert not has_content(clean(html))
