import pytest

from branch_portal.lib.html import clean
from branch_portal.lib.merge import Clash, blocks, differences, readable, three_way


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>a</p>",
        "<p>a <strong>b</strong><br>c</p><hr><h2>d</h2>",
        '<figure class="image"><img src="/media/photos/a.jpg"><figcaption>c</figcaption></figure>',
        "<ul><li>1<ul><li>2</li></ul></li></ul><blockquote><p>q</p></blockquote>rời<p>x</p>",
        "<table><tbody><tr><td>1</td></tr></tbody></table>",
    ],
)
def test_blocks_joined_give_the_text_again(html):
    assert "".join(blocks(clean(html))) == clean(html)


def test_blocks_are_the_outermost_elements():
    assert blocks("<p>a</p><ul><li><p>b</p></li></ul><hr>c") == [
        "<p>a</p>",
        "<ul><li><p>b</p></li></ul>",
        "<hr>",
        "c",
    ]


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "joined"),
    [
        ("abc", "abc", "abc", "abc"),
        ("abc", "aXc", "abc", "aXc"),
        ("abc", "abc", "aXc", "aXc"),
        ("abc", "aXc", "abY", "aXY"),
        ("abcde", "bcde", "abcd", "bcd"),
        ("abc", "aNbc", "abcM", "aNbcM"),
        ("abc", "aX", "aX", "aX"),
        ("", "x", "", "x"),
        ("abc", "", "abc", ""),
    ],
)
def test_what_one_side_changed_is_taken_over(base, mine, theirs, joined):
    assert three_way(base, mine, theirs) == list(joined)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "clash"),
    [
        ("abc", "aXc", "aYc", Clash(("b",), ("X",), ("Y",))),
        ("abc", "ac", "aYc", Clash(("b",), (), ("Y",))),
        ("ab", "aXb", "aYb", Clash((), ("X",), ("Y",))),
        ("", "x", "y", Clash((), ("x",), ("y",))),
    ],
)
def test_what_both_changed_clashes(base, mine, theirs, clash):
    assert clash in three_way(base, mine, theirs)


def test_a_merge_with_oneself_is_harmless():
    for mine in ("abc", "axc", "", "xabc"):
        assert three_way("abc", mine, mine) == list(mine)
        assert three_way("abc", mine, "abc") == list(mine)
        assert three_way("abc", "abc", mine) == list(mine)


def test_differences_are_told_by_words():
    assert differences("Chi bộ có 67 đảng viên", "Chi bộ có 68 đảng viên") == [
        ("same", "Chi bộ có "),
        ("gone", "67"),
        ("new", "68"),
        ("same", " đảng viên"),
    ]


def test_very_long_texts_are_compared_by_lines():
    old = "từ ngữ " * 21_000
    found = differences(old + "\nA\n", old + "\nB\n")
    assert ("gone", "A\n") in found
    assert ("new", "B\n") in found


def test_html_becomes_readable_lines():
    html = '<h2>Mục</h2><p>a &amp; <em>b</em></p><ul><li>1</li></ul><img src="x">'
    assert readable(html) == "## Mục\na & b\n– 1\n[ảnh]"
