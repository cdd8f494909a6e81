import difflib
import random
from collections import Counter

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


WORDS = ["chi", "bộ", "đảng", "viên", "và", "của", "họp.", "xã;", "a", "", "…"]


def text_of(rng, most):
    spaces = [" ", " ", " ", "  ", "\n", "\n\n", "\t", ". "]
    return "".join(rng.choice(WORDS) + rng.choice(spaces) for _ in range(rng.randrange(most)))


def edited_text(rng, text):
    for _ in range(rng.randrange(4)):
        a, b = sorted(rng.randrange(len(text) + 1) for _ in range(2))
        b = min(b, a + rng.randrange(12))
        text = text[:a] + rng.choice(["", " ", "\n", *WORDS]) + text[b:]
    return text


def assert_whole(old, new, found):
    assert "".join(text for kind, text in found if kind != "new") == old
    assert "".join(text for kind, text in found if kind != "gone") == new
    assert all(text for _kind, text in found)


def test_differences_hold_both_texts_letter_for_letter():
    rng = random.Random(1)
    for _ in range(3000):
        old = text_of(rng, 40)
        new = edited_text(rng, old) if rng.random() < 0.8 else text_of(rng, 40)
        found = differences(old, new)
        assert_whole(old, new, found)
        if old == new:
            assert found in ([], [("same", old)])


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("", "", []),
        ("", "a", [("new", "a")]),
        ("a b", "a b c", [("same", "a b"), ("new", " c")]),
        ("a b c", "a b", [("same", "a b"), ("gone", " c")]),
        ("a\nb", "a\nb\nc", [("same", "a\nb"), ("new", "\nc")]),
        ("a. b c.\nd", "a. b x.\nd", [("same", "a. b "), ("gone", "c."), ("new", "x."),
                                      ("same", "\nd")]),
        ("a b", "a\nb", [("same", "a"), ("gone", " "), ("new", "\n"), ("same", "b")]),
    ],
)  # fmt: skip
def test_differences_are_small(old, new, found):
    assert differences(old, new) == found


@pytest.fixture
def steps(monkeypatch):
    """How many pairs of alike words the matcher had to look at."""
    looked = [0]
    find = difflib.SequenceMatcher.find_longest_match

    def counted(self, alo, ahi, blo, bhi):
        looked[0] += sum(len(self.b2j.get(each, ())) for each in self.a[alo:ahi])
        return find(self, alo, ahi, blo, bhi)

    monkeypatch.setattr(difflib.SequenceMatcher, "find_longest_match", counted)
    return looked


def long_text(words):
    """Vietnamese has few frequent syllables and many rare ones; a paragraph of 60 each."""
    rng = random.Random(2)
    known = ["và", "của", "các", "đảng", "viên"] * 8 + [f"từ{i}" for i in range(400)]
    return [" ".join(rng.choice(known) for _ in range(60)) for _ in range(words // 60)]


@pytest.mark.parametrize(
    "changed",
    [
        lambda lines: [f"{line} thêm {i}." for i, line in enumerate(lines)],
        lambda lines: ["Mở đầu mới.", *(f"{line} thêm {i}." for i, line in enumerate(lines))],
        lambda lines: [" ".join(line.split()[::-1]) for line in lines],
        lambda lines: [" ".join(f"{word} x" for word in line.split()) for line in lines],
        lambda lines: [" ".join(lines)],
    ],
)
def test_three_thousand_words_with_every_paragraph_touched_are_quick(steps, changed):
    lines = long_text(3000)
    old, new = "\n".join(lines), "\n".join(changed(lines))
    found = differences(old, new)
    assert_whole(old, new, found)
    assert steps[0] < 2_000_000


def test_a_word_added_to_every_paragraph_is_all_that_is_new():
    lines = long_text(3000)
    found = differences("\n".join(lines), "\n".join(f"{line} thêm" for line in lines))
    assert Counter(text for kind, text in found if kind == "new") == {" thêm": 50}
    assert all(kind != "gone" for kind, _text in found)


@pytest.mark.parametrize(
    ("old", "new"), [("a " * 40_000, "a b " * 20_000), ("a\n" * 9000, "b a\n")]
)
def test_the_longest_texts_are_quick_too(steps, old, new):
    assert_whole(old, new, differences(old, new))
    assert steps[0] < 2_000_000


def test_a_change_in_a_very_long_text_is_told_by_words():
    old = "từ ngữ " * 21_000
    found = differences(f"{old}hết\nA\n", f"{old}thêm hết\nB\n")
    changed = [part for part in found if part[0] != "same"]
    assert changed == [("new", "thêm "), ("gone", "A"), ("new", "B")]


def moved(rng, base, side):
    out = list(base)
    for number in range(rng.randint(1, 3)):
        place = rng.randrange(len(out) + 1)
        kind = rng.choice(["insert", "rewrite", "drop", "move"])
        if kind == "insert":
            out.insert(place, f"{side}+{number}")
        elif place < len(out):
            each = out.pop(place)
            if kind == "rewrite":
                out.insert(place, f"{side}{each}")
            elif kind == "move":
                out.insert(rng.randrange(len(out) + 1), each)
    return out


def taken(parts, side):
    return [
        each
        for part in parts
        for each in (getattr(part, side) if isinstance(part, Clash) else (part,))
    ]


def test_nothing_is_lost_doubled_or_brought_back_without_a_clash():
    rng = random.Random(3)
    joined = 0
    for _ in range(8000):
        base = [str(number) for number in range(rng.randint(1, 7))]
        mine, theirs = moved(rng, base, "m"), moved(rng, base, "t")
        parts = three_way(base, mine, theirs)
        for text in mine + theirs:
            if text not in base:
                assert text in taken(parts, "mine") + taken(parts, "theirs")
        if any(isinstance(part, Clash) for part in parts):
            continue
        joined += 1
        counts = Counter(parts)
        for text in {*base, *mine, *theirs}:
            is_wanted = text in mine and text in theirs if text in base else True
            assert counts[text] == is_wanted, (text, base, mine, theirs, parts)
    assert joined > 1000  # most edits of two people do not meet


def test_taking_one_side_everywhere_gives_the_texts_of_that_side_about_a_moved_block():
    parts = three_way("ABCDE", "BCDEA", "BCADE")
    assert Clash((), ("A",), ()) in parts
    assert Clash((), (), ("A",)) in parts
    assert taken(parts, "mine") == list("BCDEA")
    assert taken(parts, "theirs") == list("BCADE")


@pytest.mark.parametrize(("mine", "theirs"), [("BCD", "BCAD"), ("BCAD", "BCD"), ("NABCD", "ABCDN")])
def test_a_block_that_is_moved_and_taken_out_or_doubled_clashes(mine, theirs):
    parts = three_way("ABCD", mine, theirs)
    assert any(isinstance(part, Clash) for part in parts)
    assert taken(parts, "mine") == list(mine)
    assert taken(parts, "theirs") == list(theirs)


def test_html_becomes_readable_lines():
    html = '<h2>Mục</h2><p>a &amp; <em>b</em></p><ul><li>1</li></ul><img src="x">'
    assert readable(html) == "## Mục\na & b\n– 1\n[ảnh]"
