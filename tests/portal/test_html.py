"""The wall behind the editor: whatever door a text comes through."""

from html.parser import HTMLParser

import pytest

from branch_portal.lib.html import TAGS, clean, plain_text

URLS = {"href", "src"}

HOSTILE = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    '<p onclick="alert(1)">a</p>',
    '<p style="background:url(javascript:alert(1))">a</p>',
    "<style>p{color:red}</style>",
    '<a href="javascript:alert(1)">a</a>',
    '<a href="JaVaScRiPt:alert(1)">a</a>',
    '<a href="java\nscript:alert(1)">a</a>',
    '<a href="\x01javascript:alert(1)">a</a>',
    '<a href="vbscript:x">a</a>',
    '<a href="data:text/html,<script>alert(1)</script>">a</a>',
    '<img src="data:image/png;base64,AAAA">',
    '<img src=x onerror="alert(1)">',
    "<svg><script>alert(1)</script></svg>",
    '<svg><a xlink:href="javascript:alert(1)">a</a></svg>',
    '<math><mi xlink:href="data:x">a</mi></math>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="x"></object><embed src="x">',
    '<form action="/x"><input name="q" autofocus onfocus="alert(1)"></form>',
    '<meta http-equiv="refresh" content="0;url=//x"><base href="//x"><link rel="stylesheet">',
    '<template><img src=x onerror="alert(1)"></template>',
    "<!--[if gte mso 9]><xml><script>alert(1)</script></xml><![endif]-->",
    "<p>\x00<scr\x00ipt>alert(1)</script></p>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_runs_comes_through(text):
    html = clean(f"<p>trước</p>{text}<p>sau</p>")
    seen = Seen()
    seen.feed(html)
    assert seen.tags <= TAGS
    assert not {name for name, _ in seen.attributes if name.startswith("on") or name == "style"}
    assert all(value.startswith(("http", "/")) for name, value in seen.attributes if name in URLS)
    assert "<!--" not in html


class Seen(HTMLParser):
    """What a browser would see in the result: read by another parser than the one that cleans."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes = set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs


@pytest.mark.parametrize("text", HOSTILE)
def test_cleaning_twice_changes_nothing(text):
    once = clean(f"<p>a</p>{text}<p>b</p>")
    assert clean(once) == once


@pytest.mark.parametrize(
    ("came", "stays"),
    [
        ("<h1>A</h1><h5>B</h5><h6>C</h6>", "<h2>A</h2><h4>B</h4><h4>C</h4>"),
        ("<b>a</b> <i>b</i>", "<strong>a</strong> <em>b</em>"),
        ("<B CLASS=x>a</B>", "<strong>a</strong>"),
        ("<p>&nbsp;</p><p><br></p><p><strong> </strong></p><p>x</p>", "<p>x</p>"),
        ("<p>x</p><ul><li>&nbsp;</li></ul>", "<p>x</p>"),
        (
            '<p class="MsoNormal"><span lang="VI">Chữ</span><o:p>&nbsp;</o:p></p>',
            "<p>Chữ&nbsp;</p>",
        ),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<div><div>lời</div></div>", "lời"),
        ("<p>Tie\u0302\u0301ng Vie\u0323\u0302t</p>", "<p>Tiếng Việt</p>"),
        ('<ol start="3"><li>a</li></ol>', '<ol start="3"><li>a</li></ol>'),
        ("<p>m<sup>2</sup>, H<sub>2</sub>O</p>", "<p>m<sup>2</sup>, H<sub>2</sub>O</p>"),
        ('<td colspan="2">a</td>', "a"),
        ('<img src="https://example.vn/a.jpg" alt="x"><p>a</p>', "<p>a</p>"),
        ('<img src="/media/photos/../../secret.jpg"><p>a</p>', "<p>a</p>"),
        ('<img src="/media/other/a.jpg"><p>a</p>', "<p>a</p>"),
        (
            '<figure class="image"><img src="//x/a"><figcaption>Chú thích</figcaption></figure>',
            "<p>Chú thích</p>",
        ),
        ("<p>&lt;script&gt;</p>", "<p>&lt;script&gt;</p>"),
        ("<figure><figure></figure></figure><p>a</p>", "<p>a</p>"),
        ("<figure>" * 30 + "</figure>" * 30 + "<p>a</p>", "<p>a</p>"),
        ("<figure><p> </p></figure><p>a</p>", "<p>a</p>"),
        (
            "<figure><figcaption><p>b</p></figcaption><figure></figure></figure><p>a</p>",
            "<p>b</p><p>a</p>",
        ),
    ],
)
def test_it_keeps_the_meaning_and_drops_the_rest(came, stays):
    assert clean(came) == stays
    assert clean(stays) == stays


def test_our_own_photo_keeps_its_size_words_and_identity():
    figure = (
        '<figure class="image"><img src="/media/photos/2026/ab12-960.jpg" alt="Ruộng &gt; đồng" '
        'width="960" height="640" data-photo-id="7"><figcaption>Đồng Lạc</figcaption></figure>'
    )
    assert clean(figure) == figure


def test_links_leave_without_telling_where_they_came_from():
    assert 'rel="noopener noreferrer"' in clean('<a href="https://example.vn/">x</a>')
    assert 'href="https://example.vn/x"' in clean('<a href="//example.vn/x">x</a>')
    assert clean('<p><a href="javascript:x">lời</a></p>') == "<p>lời</p>"


def test_tables_survive():
    table = (
        '<figure class="table"><table><thead><tr><th scope="col">Thôn</th></tr></thead>'
        '<tbody><tr><td rowspan="2">Hạ</td><td></td></tr></tbody></table></figure>'
    )
    assert clean(table) == table


def test_plain_text_parts_blocks_but_not_words():
    assert plain_text("<p>Chi <strong>bộ</strong></p><p>họp&nbsp;bàn</p>") == "Chi bộ họp bàn"
