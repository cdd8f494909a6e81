"""Vietnamese from before Unicode: found only where it is, converted without losing a letter."""

import re
import unicodedata

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

from branch_portal.lib.legacy import (
    convert,
    convert_html,
    detect,
    font_encoding,
    is_syllable,
    letters_lost,
)

TONES = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"]  # ngang, huyền, hỏi, ngã, sắc, nặng
VOWELS = [unicodedata.normalize("NFC", v + t) for v in "aăâeêioôơuưy" for t in TONES]
LOWER = "".join(VOWELS) + "đ"
UPPER = LOWER.upper()

# The tables the other way round, spelled out here on their own, tone by tone in the order above.
TCVN3 = dict(
    zip(
        LOWER,
        "aµ¶·¸¹" "¨»¼½¾Æ" "©ÇÈÉÊË" "eÌÎÏÐÑ" "ªÒÓÔÕÖ" "i×ØÜÝÞ" "oßáâãä" "«åæçèé" "¬êëìíî"
        "uïñòóô" "\xadõö÷øù" "yúûüýþ" "®",
        strict=True,
    )
) | dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))  # fmt: skip
VNI_MARKS = {"": ["", *"øûõùï"], "\u0302": list("âàåãáä"), "\u0306": list("êèúüéë")}
VNI_WHOLE = dict(zip("iìỉĩíịỵđ", "iìæóíòîñ", strict=True))


def to_vni(text):
    return "".join(map(vni_letter, unicodedata.normalize("NFC", text)))


def vni_letter(letter):
    low = letter.lower()
    if low in VNI_WHOLE:
        written = VNI_WHOLE[low]
    elif low in LOWER:
        base, *marks = unicodedata.normalize("NFD", low)
        horn, shape = "\u031b" in marks, "".join(m for m in marks if m in "\u0302\u0306")
        tone = "".join(m for m in marks if m in TONES)
        written = {"o": "ô", "u": "ö"}[base] if horn else base
        written += VNI_MARKS[shape][TONES.index(tone)]
    else:
        return letter
    return written if letter.islower() else written.upper()


def to_tcvn3(text):
    return "".join(
        TCVN3.get(c) or TCVN3.get(c.lower(), c) for c in unicodedata.normalize("NFC", text)
    )


NEWS = (
    "Sáng nay, Huyện ủy tổ chức hội nghị sơ kết công tác xây dựng Đảng. Dự hội nghị có các đồng "
    "chí trong Ban Thường vụ, lãnh đạo các ban, ngành và bí thư chi bộ. Hội nghị nghe báo cáo về "
    "kết quả sinh hoạt chuyên đề, những việc đã làm được và những khó khăn ở cơ sở."
)
OTHERS = [
    NEWS,
    "Anh là ai? Tháng tám, bé đi bộ, mẹ và bà ở nhà. Ông nói có lẽ là thế.",
    "Hoà bình, thuỷ lợi, hoá học, khoá họp, toàn xã, ngoài trời",
    "Là bà, mà ta cho bé đi đò, có cá, có cả chè và phở",
    "Les élèves français étaient très fatigués après la fête ; là-bas, « on » dînait à côté.",
    "«Très bien», a-t-il répondu. C’était déjà l’été : où êtes-vous ? Naïf maïs Noël Zaïre",
    "Die schöne Tür für die Mädchen über der Straße ist größer. Köln, Öl, Übung, Äpfel, süß",
    "Não são as mães que estão lá; a educação é pública. Três avós já vêm amanhã à estação.",
    "El niño no ha llegado aún. España, año, sueño, país, maíz, raíz, canción, también",
    "Då gick två små på vår väg så långt. Får jag få kött och öl? Åh nej, när då?",
    "Aø øl på Bø. Æble, brød og smør er gode. Ååh",
    "The café’s naïve façade — “résumé” of 2021 ©, Intel® Core™, §5, £20, ¥300, ±3 %, ½ cup",
    "“a” € ± ² ½ 🙂 5 µm · × ÷ ¹ ² ³ « » ¬ ¦ ª º ­",
    "5m×3m, 2m×4m, 6m×2m; 25 N·m",
    "· Nội dung thứ nhất\n· Nội dung thứ hai",
    "ViÃªt Nam UTF-8 Ä‘á»c nháº§m thành Latin-1: Ä‘á»“ng chÃ­",
    "Đảng bộ được thành lập năm 1945",
    unicodedata.normalize("NFD", NEWS),
    "",
    "ASCII only, Viet Nam",
    "中文 русский ελληνικά",
]


@pytest.mark.parametrize("letter", LOWER)
def test_every_lower_letter_comes_back_from_both_encodings(letter):
    assert convert(TCVN3[letter], "tcvn3") == letter
    assert convert(vni_letter(letter), "vni") == letter


@pytest.mark.parametrize("letter", UPPER)
def test_every_capital_comes_back_from_vni_and_from_the_capitals_font(letter):
    assert convert(vni_letter(letter), "vni") == letter
    assert convert(TCVN3[letter.lower()], "tcvn3", capitals=True) == letter


def test_the_capitals_that_tcvn3_has_come_back():
    assert convert("¡¢£¤¥¦§", "tcvn3") == "ĂÂÊÔƠƯĐ"
    assert len({*TCVN3.values()}) == len(TCVN3)


def test_words_typed_in_capitals_become_all_capitals():
    assert convert("§¶NG Bé X·\nTHU NHµN", "tcvn3") == "ĐẢNG BỘ XÃ\nTHU NHÀN"
    assert convert("KÕ HO¹CH cña UBND", "tcvn3") == "Kế HOẠCH của UBND"
    assert convert("ÑAÏI HOÄI Ñaûng boä", "vni") == "ĐẠI HỘI Đảng bộ"


def test_ascii_signs_and_unknown_letters_stay():
    for encoding in ("tcvn3", "vni"):
        assert convert("a-b “c” €5, 1/2\tz\r\nđ ế", encoding) == "a-b “c” €5, 1/2\tz\r\nđ ế"
    with pytest.raises(ValueError, match="viscii"):
        convert("a", "viscii")


def test_the_private_characters_of_a_symbol_font_are_read():
    assert convert("Vi\uf0d6t \uf0ae\uf0adîc", "tcvn3") == "Việt được"


@pytest.mark.parametrize("text", OTHERS)
def test_correct_vietnamese_and_other_languages_are_left_alone(text):
    assert detect(text) is None
    assert convert_html(f"<p>{text}</p>") == (f"<p>{text}</p>", None)


def test_no_sentence_of_the_house_is_taken_for_legacy_and_nearly_all_are_found_in_it(sentences):
    assert len(sentences) > 200
    assert [text for text in sentences if detect(text)] == []
    for write, encoding in ((to_tcvn3, "tcvn3"), (to_vni, "vni")):
        missed = [text for text in sentences if detect(write(text)) != encoding]
        assert len(missed) < len(sentences) / 50, missed
    for text in sentences:
        assert convert(to_vni(text), "vni") == text


@pytest.fixture(scope="module")
def sentences():
    """What the portal itself says in Vietnamese, some hundred sentences."""
    with (settings.BASE_DIR / "locale/vi/LC_MESSAGES/django.po").open("rb") as catalogue:
        texts = [message.string for message in read_po(catalogue) if message.id]
    texts = [re.sub(r"%\(\w+\)\w|<[^>]*>|%%", "", text) for text in texts if isinstance(text, str)]
    return [text for text in texts if len(text.split()) > 5]


@pytest.mark.parametrize("text", ["Việt Nam", "Đảng bộ huyện", "Hội nghị sơ kết", NEWS])
def test_short_and_long_texts_are_recognised(text):
    assert detect(to_tcvn3(text)) == "tcvn3"
    assert detect(to_vni(text)) == "vni"
    assert convert(to_vni(text), "vni") == text


def test_syllables_are_told_from_other_words():
    real = "nghiêng quốc quyền giếng gì gia khuya thuở ướt đường ăn yêu ý oách quýt xoong uỷ huỳnh"
    assert [word for word in real.split() if not is_syllable(word)] == []
    unreal = "q ơc đợc trờng ac cap llegado für bút́ ng xx a1 ăă nghiêngg oaoa"
    assert [word for word in unreal.split() if is_syllable(word)] == []


def test_a_lost_letter_is_counted_and_not_guessed():
    damaged = to_tcvn3("Người được trường giao đường mới").replace("\xad", "")
    assert detect(to_tcvn3(NEWS).replace("\xad", "") + damaged) == "tcvn3"
    after = convert(damaged, "tcvn3")
    assert after == "Ngời đợc trờng giao đờng mới"
    assert letters_lost(after) == 3  # "ngời" is a word of its own
    assert letters_lost("Người được trường giao đường mới, cơ sở") == 0


# ---- HTML ----


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        (".VnTime", ("tcvn3", False)),
        ('".VnTimeH"', ("tcvn3", True)),
        ("'.VnArial Narrow'", ("tcvn3", False)),
        (".VnBrush", ("tcvn3", False)),
        ("VNI-Times", ("vni", False)),
        ("vni-helve", ("vni", False)),
        ("Times New Roman", None),
        ("Vni", None),
        ("", None),
    ],
)
def test_a_font_name_tells_the_encoding(name, encoding):
    assert font_encoding(name) == encoding


def test_a_page_of_word_is_converted_by_its_style_sheet():
    page = """<html><head><style><!--
      @font-face {font-family:".VnTime"; panose-1:2}
      /* Style */ p.MsoNormal, li.MsoNormal {margin:0; font-family:".VnTime";}
      h1 {font-family:.VnTimeH} span.Now {font-family:"Times New Roman",serif}
      --></style></head><body lang=EN-US><h1>®¶ng bé</h1>
      <p class="MsoNormal">§¶ng bé hu<b>y</b>Ön <span class=Now>café à Paris</span> ®­îc</p>
      <p>résumé</p></body></html>"""
    html, encoding = convert_html(page)
    assert encoding == "tcvn3"
    assert "<h1>ĐẢNG BỘ</h1>" in html
    assert "Đảng bộ hu<b>y</b>ện <span" in html
    assert "café à Paris</span> được</p>" in html
    assert "<p>résumé</p>" in html


def test_runs_of_a_mixed_document_are_told_apart():
    html, encoding = convert_html(
        "<p><font face='.VnTime, serif'>Bé m¸y</font> và <font face=Arial>bé đi</font>"
        "<span style=\"font-size:12pt; mso-ascii-font-family:'VNI-Times'\"> chính quyeàn</span></p>"
    )
    assert encoding in {"tcvn3", "vni"}
    assert "Bộ máy</font> và <font" in html
    assert "bé đi</font>" in html
    assert "chính quyền</span>" in html
    assert "VN" not in html.upper().replace("VNI", "VN").replace("VÀ", "")


def test_a_letter_torn_apart_by_a_tag_is_one_letter():
    html, encoding = convert_html('<p style="font-family:VNI-Times">Vie<i>ät</i> Na<b></b>m</p>')
    assert (encoding, "Việ<i>t</i> Na<b></b>m" in html) == ("vni", True)


def test_unicode_under_the_name_of_an_old_font_stays():
    for text in (NEWS, "Bé và bà là ai? Ông già có nhà, bà có mèo"):
        page = f'<p style="font-family:.VnTime">{text}</p>'
        html, encoding = convert_html(page)
        assert (encoding, text in html) == (None, True)


def test_text_without_fonts_is_judged_as_a_whole_and_entities_are_read():
    html, encoding = convert_html(
        "<p>H&eacute;i ngh&THORN; ®&atilde; ®&shy;&icirc;c kh¸ch mêi dù</p><p>1 &lt; 2</p>"
    )
    assert (html, encoding) == ("<p>Hội nghị đó được khách mời dự</p><p>1 &lt; 2</p>", "tcvn3")


@pytest.mark.parametrize("write", [to_tcvn3, to_vni])
def test_converting_twice_is_converting_once(write):
    page = f'<p style="font-family: .VnTime"></p><p>{write(NEWS)}</p>'
    if write is to_vni:
        page = page.replace(".VnTime", "VNI-Times")
    once, _encoding = convert_html(page)
    assert NEWS.split(". ")[1] in once
    assert convert_html(once) == (once, None)


@pytest.mark.parametrize(
    "text",
    [
        "", "<", "<p", "<!", "<![", "<![CDATA[x", "<!--", "</p></p>", "<p style='font-family:'>a",
        "<style>}{{}}</style>a", "<style>" + "{" * 5000, "a\x00b\ud800\ufffe", "&#0;&#xD800;&b;",
        "<font face>x", "<div>" * 3000 + "sâu", "<svg><style><b>", "<?php 1 ?>", "\ue000ø&#1;",
        "<p style='&#1;font-family:.VnA'>",
        "<style>" + "/*" * 50_000, "<p style='" + ";" * 50_000 + "'>x", "<table><p>ViÖt Nam",
    ],
)  # fmt: skip
def test_broken_and_hostile_html_is_read_to_its_end(text):
    html, encoding = convert_html(text)
    assert encoding is None or "Việt Nam" in html
    html, encoding = convert_html(f"{text}</style>--></table><p style='font-family:.VnTime'>ViÖt")
    assert isinstance(html, str)
