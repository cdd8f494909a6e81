"""Scores of spam, abuse and privacy: they put the queue in order and say why."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from branch_portal.lib.learner import Weights
from comments.rules import (
    ABUSE_SUSPECTED,
    SPAM_SUSPECTED,
    Decided,
    Facts,
    Phrase,
    explain,
    learn,
    refit,
    score,
    seed_weights,
)
from comments.rules.learning import example, seeds
from comments.rules.lexicon import shipped
from comments.rules.reading import Reading

OFFER = "Hỗ trợ vay nhanh không thế chấp, giải ngân trong ngày, lh zalo 0900 000 111"
FINE = "Đường liên thôn hỏng ba năm nay, đề nghị xã trả lời."


def rules(text, name="Bạn đọc", email="", facts=None, phrases=()):
    return score(text, name, email, facts or Facts(), None, phrases)


def codes(scores):
    return {reason.code for reason in scores.explanation}


# --- Words with and without marks -----------------------------------------------------------------


@pytest.mark.parametrize(
    "honest",
    [
        "Công trình bỏ dở giữa chừng, mưa xuống như cái ao.",
        "Vỏ lãi chạy ẩu làm sạt bờ kênh.",
        "Kẹo lạc với chè xanh là đủ một buổi họp.",
        "Thời tiết nắng nóng, thương bà con quá <3",
        "cong trinh bo do giua chung, mua xuong nhu cai ao",
        "Con đi học, bố mẹ đi chợ, các cháu ở nhà.",
        "con di hoc, me di cho, cac chau o nha",
        "Ngư dân ngủ trên thuyền.",
        "ngu dan ngu tren thuyen, di bien ca thang",
        "Xe chở lợn chết bốc mùi, đề nghị xử lý.",
        "Lũ về nhanh quá, bọn trẻ được nghỉ học.",
    ],
)
def test_a_list_without_marks_never_meets_words_with_them(honest):
    scores = rules(honest)
    assert scores.spam < 35
    assert scores.abuse < 35


@pytest.mark.parametrize(
    "spelled",
    [
        OFFER,
        "ho tro vay nhanh khong the chap, giai ngan trong ngay, lh zalo 0900000111",
        "Hỗ trợ v a y nhanh không thế chấp, giải ngân trong ngày, zalo O9OO OOO 111",
        "Hỗ trợ ѵа\u200bу nhanh không thế chấp, giải ngân trong ngày, zalo 0900000111",
        "Hỗ trợ 𝐯𝐚𝐲 𝐧𝐡𝐚𝐧𝐡, giải ngân trong ngày, liên hệ ngay vay chấm example chấm com",
        "HỖ TRỢ VAY NHANH!!! giải ngân ngay, không chín không không không không không một một một",
    ],
)
def test_an_offer_is_suspected_in_every_disguise(spelled):
    assert rules(spelled).spam >= SPAM_SUSPECTED


@pytest.mark.parametrize(
    "insult",
    ["Đồ ngu như bò", "do ngu nhu bo", "N.g.u n.h.ư b.ò", "Ngưuuu như bò, não tànnn", "đ** mẹ nó"],
)
def test_an_insult_is_suspected_in_every_disguise(insult):
    assert rules(insult).abuse >= ABUSE_SUSPECTED


def test_a_complaint_about_gambling_is_no_gambling():
    text = "Tệ nạn cá độ, lô đề, tài xỉu ở quán nước đầu làng, đề nghị công an xử lý."
    assert rules(text).spam < 30
    assert "warning" in codes(rules(text))


def test_a_citizens_own_number_is_no_spam():
    text = (
        "Tôi là Đỗ Văn Mẫu, nhà tôi tốc mái. Số điện thoại của tôi 0900 000 123, mong xã gọi lại."
    )
    scores = rules(text)
    assert scores.spam < 25
    assert scores.privacy >= 50
    assert [span.kind for span in scores.spans] == ["phone"]


def test_one_link_is_no_guilt():
    assert rules("Xem thêm ở https://bao.example.org/tin/12 nhé các bác").spam < SPAM_SUSPECTED
    links = "http://a.example.com http://b.example.com http://c.example.com"
    assert rules(links).spam >= SPAM_SUSPECTED


# --- Sender and circumstances ---------------------------------------------------------------------


def test_name_and_address_count_too():
    assert rules("Bài hay", name="Vay nhanh 24h").spam > rules("Bài hay").spam
    assert rules("Bài hay", name="www.vay.example.com").spam > rules("Bài hay").spam
    assert rules("Bài hay", email="vay.nhanh.24h@example.com").spam > rules("Bài hay").spam
    assert rules("Bài hay", name="Thằng ngu").abuse > rules("Bài hay").abuse


@pytest.mark.parametrize(
    "worse",
    [
        Facts(honeypot=True),
        Facts(token_age=1),
        Facts(fetch_headers=False),
        Facts(duplicates=3),
        Facts(refused_before=2),
    ],
)
def test_circumstances_weigh_but_do_not_condemn(worse):
    plain, suspected = rules(FINE), rules(FINE, facts=worse)
    assert plain.spam < suspected.spam < SPAM_SUSPECTED


def test_a_known_sender_is_trusted_a_little():
    assert rules(OFFER, facts=Facts(approved_before=3)).spam < rules(OFFER).spam
    assert rules(OFFER, facts=Facts(approved_before=10_000)).spam >= SPAM_SUSPECTED


def test_many_people_write_the_same_two_words():
    assert rules("Hay quá", facts=Facts(duplicates=500)).spam < 30


# --- Moderators' phrases --------------------------------------------------------------------------


def test_moderators_phrases_are_found_with_their_marks():
    phrases = [Phrase("cây cảnh Mầm Xanh", "spam", 2.5), Phrase("bò vàng", "abuse", 2.5)]
    assert rules("Ghé cây cảnh mầm xanh nhé", phrases=phrases).spam >= SPAM_SUSPECTED
    assert rules("ghe cay canh mam xanh nhe", phrases=phrases).spam >= SPAM_SUSPECTED
    assert rules("Toàn bò vàng", phrases=phrases).abuse >= ABUSE_SUSPECTED
    assert rules("Rẽ vào bờ vắng", phrases=phrases).abuse < 30
    assert rules("bo vang cho cau", phrases=phrases).abuse < 30  # too short without its marks
    assert "own_phrase" in codes(rules("Toàn bò vàng", phrases=phrases))


def test_a_moderators_phrase_without_marks_is_found_as_typed():
    phrases = [Phrase("xyz", "spam", 3), Phrase("", "spam", 3), Phrase("a", "other", 9)]
    assert rules("gửi Xyz xem", phrases=phrases).spam >= SPAM_SUSPECTED
    assert rules("a à", phrases=phrases).spam < 30


# --- Learning -------------------------------------------------------------------------------------


def test_decisions_teach_what_the_rules_do_not_know():
    text = "Mời bà con xem chậu mai của vườn nhà Mầm Xanh"
    decided = [Decided(f"{text} {part}", "spam") for part in ("đi", "nhé", "ạ", "nha", "hen", "nè")]
    weights = refit(decided)
    before = score(text, "An", "", Facts(), seed_weights())
    after = score(text, "An", "", Facts(), weights)
    assert after.spam > before.spam + 10
    assert {"learned_spam", "rest_spam"} & codes(after)
    assert score(text, "An", "", Facts(), refit([])).spam == before.spam  # a refit forgets


def test_one_decision_counts_at_once():
    weights = seed_weights()
    text = "Nhận làm nhanh các loại, ai cần alo em"
    taught = learn(weights, Decided(text, "ok"))
    assert score(text, "", "", Facts(), taught).spam <= score(text, "", "", Facts(), weights).spam
    assert taught.version != weights.version == seed_weights().version


def test_one_sender_does_not_outvote_the_others():
    text = "chậu mai vườn nhà Mầm Xanh số"
    one = [Decided(f"{text} {n} {n * 'x'}", "spam", sender="tag") for n in range(1, 30)]
    many = [Decided(f"{text} {n} {n * 'x'}", "spam", sender=f"tag{n}") for n in range(1, 30)]
    loud, alone = refit(many), refit(one)
    margin = [score(text, "", "", Facts(), weights).spam for weights in (alone, loud)]
    assert margin[0] <= margin[1]


def test_worse_weights_do_not_replace_better_ones():
    right = [Decided(seed.text + " ạ", seed.label) for seed in seeds()]
    flipped = {"ok": "spam", "spam": "ok", "abuse": "ok"}
    wrong = [Decided(seed.text + " ạ", flipped[seed.label]) for seed in seeds()]
    old = seed_weights()
    assert refit([*wrong, *right[::6]], old) is old
    assert refit(right, Weights()) is not old


def test_no_personal_data_is_learned():
    secret = "stk 0011000123456 mail an.mau@example.vn biển 99A-000.12 http://mau.example.com/an"
    plain = [Decided("xem này", "spam") for _turn in range(4)]
    told = [Decided(f"xem này {secret}", "spam") for _turn in range(4)]
    words = {"0011000123456", "mau", "example", "99a"}
    assert not words & {word.folded for word in Reading(told[0].text).learnable}
    assert len(example(told[0]).features.fine) < len(example(plain[0]).features.fine) + 60


# --- Explanation ----------------------------------------------------------------------------------


def test_the_explanation_is_told_in_words():
    scores = rules(
        "Xem https://vay.example.com, hỗ trợ vay nhanh, v a y ngay",
        facts=Facts(approved_before=3),
    )
    stored = json.loads(json.dumps(scores.as_json()))
    lines = explain(stored)
    assert "+1,8 mời vay tiền: ‘hỗ trợ vay nhanh’" in lines
    assert "−1,1 người gửi có 3 ý kiến đã đăng" in lines
    assert any(line.endswith("có liên kết") for line in lines)
    signs = [line[0] for line in lines]
    assert signs.count("+") <= 5
    assert signs.count("−") <= 3
    assert signs == sorted(signs, key="+−".index)


def test_every_reason_has_words():
    from comments.rules.scores import _words

    known = _words().keys()
    for text in (
        OFFER,
        FINE,
        "Đồ ngu",
        "<script>",
        "{{7*7}}",
        "T H Ư Ở N G 🔥🔥 bet88 199k/hộp",
        "мир " * 9,
    ):
        facts = Facts(1, 1, 1, True, 0, False)
        scores = score(text, "vay nhanh", "vay@example.vn", facts, seed_weights())
        assert codes(scores) <= known
    assert explain([{"code": "unknown", "points": 1}, {}]) == []
    assert explain([]) == []


def test_spans_of_phrases_stand_where_they_were_typed():
    text = "Alo: v.a.y nh\u200banh đi"
    signals = Reading(text).signals
    assert "v.a.y nh\u200banh" in {text[s.start : s.end] for s in signals if s.code == "loan"}


# --- Copies ---------------------------------------------------------------------------------------


def test_exact_copies_have_one_hash_whatever_the_number():
    one, other = rules(OFFER), rules(OFFER.replace("111", "222").upper())
    assert one.text_hash == other.text_hash
    assert one.simhash == other.simhash
    assert len(one.text_hash) == 64
    assert 0 <= one.simhash < 2**64
    assert rules("👍").text_hash != rules("❤️").text_hash
    assert rules(FINE).text_hash != one.text_hash


# --- Hostile input --------------------------------------------------------------------------------

EVIL = [
    "",
    " ",
    "\0",
    "\ud800\udfff",
    "\u202e" * 5000,
    "a" + "\u0301" * 100_000,
    "👨‍👩‍👧" * 30_000,
    "a" * 1_000_000,
    "vay nhanh " * 100_000,
    "v.a.y." * 100_000,
    "http://" * 100_000,
    "www." * 100_000,
    "{{" * 100_000,
    "${" * 100_000,
    "a.b." * 100_000,
    "<" * 200_000,
    "' or " * 100_000,
    "đồ " * 100_000,
    "1k " * 100_000,
    "ｖ" * 200_000,
    "ﷺ" * 100_000,
    "x" * 50 + "." * 100_000,
    "%s%(words)s%n",
]


@pytest.mark.parametrize("evil", EVIL)
def test_hostile_text_is_scored_like_any_other(evil):
    weights = seed_weights()
    shipped()
    scores = score(evil, evil, evil, Facts(), weights, [Phrase(evil[:50], "spam", 1.0)])
    for value in (scores.spam, scores.abuse, scores.privacy):
        assert 0 <= value <= 100
    assert all(0 <= s.start < s.end <= len(evil) for s in scores.spans)
    json.dumps(scores.as_json()).encode()
    explain(scores.as_json())


@pytest.mark.parametrize(
    "probe",
    [
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "{{7*7}}",
        '"><img src=x onerror=alert(1)>',
        "a\r\nBcc: all@example.com",
        "../../etc/passwd",
    ],
)
def test_probes_are_suspected(probe):
    assert rules(probe).spam >= SPAM_SUSPECTED


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.text(max_size=60), st.text(max_size=60))
def test_any_text_gets_scores(text, name, email):
    scores = score(text, name, email, Facts(), seed_weights())
    assert min(scores.spam, scores.abuse, scores.privacy) >= 0
    assert max(scores.spam, scores.abuse, scores.privacy) <= 100
    assert explain(scores.as_json()) is not None
