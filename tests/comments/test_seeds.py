"""The scores are useful from the first day: measured on our own invented examples."""

import re
from collections import Counter
from pathlib import Path

import pytest

from bench import scoring
from branch_portal.lib.text import fold
from comments.rules import SPAM_SUSPECTED, Facts, score, seed_weights
from comments.rules.learning import refit, seeds

ROOT = Path(__file__).parents[2]
ROWS = scoring.rows()
UNSEEN = scoring.rows(Path(__file__).with_name("unseen_comments.json"))


@pytest.fixture(scope="module")
def by_rules():
    return scoring.scored(ROWS, None)


@pytest.fixture(scope="module")
def validated():
    return scoring.cross_validated(ROWS)


def test_the_examples_are_many_and_of_every_kind():
    labels = Counter(row["label"] for row in ROWS)
    assert sum(labels.values()) >= 240
    assert labels.keys() == {"ok", "spam", "abuse"}
    assert min(labels.values()) >= 60
    assert len({row["text"] for row in ROWS}) == len(ROWS)
    notes = Counter(row["note"] for row in ROWS)
    assert min(notes["criticism"], notes["praise"]) >= 30
    assert not {row["text"] for row in ROWS} & {row["text"] for row in UNSEEN}


def test_the_examples_name_nobody():
    for row in ROWS + UNSEEN:
        digits = re.sub(r"[\s.]", "", row["text"])
        assert all(n.startswith("0900000") for n in re.findall(r"0[35789]\d{8}", digits)), row
        assert all(
            "example" in host for host in re.findall(r"(?:https?://|www\.|@)(\S+)", row["text"])
        )


def test_rules_alone_are_precise_enough_to_be_believed(by_rules):
    spam = scoring.quality(ROWS, by_rules, "spam")
    assert spam.precision >= 0.97
    assert spam.recall >= 0.80
    assert spam.false_alarms == 0
    assert scoring.quality(ROWS, by_rules, "abuse").precision >= 0.97


def test_rules_and_learning_tell_what_they_have_not_seen(validated):
    assert scoring.auc_of_queue(ROWS, validated) >= 0.93
    for head in ("spam", "abuse"):
        found = scoring.quality(ROWS, validated, head)
        assert found.auc >= 0.93
        assert found.precision >= 0.95
        assert found.recall >= 0.80


def test_comments_written_after_the_rules_are_told_too():
    scores = scoring.scored(UNSEEN, seed_weights())
    assert scoring.auc_of_queue(UNSEEN, scores) >= 0.90
    assert scoring.quality(UNSEEN, scores, "spam").precision >= 0.97
    assert scoring.quality(UNSEEN, scores, "spam").recall >= 0.75
    assert not scoring.quality(UNSEEN, scores, "abuse").false_alarms
    assert not scoring.quality(UNSEEN, scoring.scored(UNSEEN, None), "spam").false_alarms


@pytest.mark.parametrize("head", ["spam", "abuse"])
def test_criticism_is_not_held_against_anybody(by_rules, validated, head):
    for scores in (by_rules, validated):
        blame = scoring.mean_by_note(ROWS, scores, "criticism", head)
        assert blame <= scoring.mean_by_note(ROWS, scores, "praise", head) + 5


def test_no_honest_comment_is_suspected_of_spam_by_rules(by_rules):
    honest = [s.spam for row, s in zip(ROWS, by_rules, strict=True) if row["label"] == "ok"]
    assert max(honest) < SPAM_SUSPECTED


@pytest.mark.parametrize("form", [str, fold])
def test_news_is_never_suspected_with_marks_or_without(form):
    files = sorted((ROOT / "branch_portal/management/demo/articles").glob("*.txt"))
    news = "\n".join(file.read_text("utf-8").partition("--- comments")[0] for file in files)
    pieces = re.split(r"(?<=[.!?])\s+|\n", re.sub(r"<[^>]+>", " ", news))
    sentences = {piece for piece in pieces if piece.strip()}
    assert len(sentences) > 900
    scores = {sentence: score(form(sentence), "", "", Facts(), None) for sentence in sentences}
    suspected = {text for text, each in scores.items() if max(each.spam, each.abuse) >= 50}
    assert not suspected


def test_the_weights_of_the_first_day_are_learned_once_and_alike():
    assert seed_weights() is seed_weights()
    assert seed_weights().version == refit(()).version
    assert seed_weights().texts == len(seeds()) == len(ROWS)
