"""Logistic regression that keeps no words, forgets, and says why."""

import json
import math
import random
import subprocess
import sys

import pytest

from branch_portal.lib import learner
from branch_portal.lib.learner import Example, Weights, features, fit, phrases


def read(text, name="", signs=()):
    exact = text.lower().split()
    folded = [word.replace("ề", "e") for word in exact]
    return features(phrases(exact, folded), folded, name.split(), signs)


def example(text, is_spam, share=1.0):
    return Example(read(text), {"spam": is_spam}, share)


def examples(count=120):
    chance = random.Random(1)
    bad, good = ["vay", "tiền", "nhanh", "lãi", "thấp"], ["đường", "làng", "sửa", "xong", "rồi"]
    found = []
    for number in range(count):
        words = chance.sample(bad if number % 2 else good, 3) + chance.sample(
            ["bà", "con", "ơi", "à"], 2
        )
        found.append(example(" ".join(words), bool(number % 2)))
    return found


def test_it_learns_to_tell_and_says_by_which_words():
    weights = fit(examples())
    assert weights.margin("spam", read("vay tiền nhanh")) > 1
    assert weights.margin("spam", read("sửa đường làng")) < -1
    words = ["bà", "con", "vay", "tiền"]
    strongest = weights.strongest("spam", phrases(words, words), 0.5)
    assert {name for name, _part in strongest[:2]} <= {"vay", "tiền", "vay tiền", "con vay"}
    assert strongest[0][1] > 0


def test_without_lessons_it_has_no_opinion():
    assert Weights().margin("spam", read("vay tiền")) == 0
    assert fit([]).margin("spam", read("vay tiền")) == 0
    assert Weights().loss([example("vay tiền", True)]) == pytest.approx(math.log(2))


def test_weights_survive_json():
    weights = fit(examples())
    again = Weights.from_json(json.loads(json.dumps(weights.as_json())))
    text = read("vay tiền nhanh bà con")
    assert again.margin("spam", text) == pytest.approx(weights.margin("spam", text), abs=0.01)
    assert again.texts == weights.texts == 120
    assert again.version == Weights.from_json(again.as_json()).version != Weights().version


@pytest.mark.parametrize(
    "broken",
    [
        None,
        [],
        "x",
        {},
        {"format": 2},
        {"format": 1, "bits": 4, "texts": 0, "heads": {}},
        {"format": 1, "bits": learner.BITS, "texts": 1, "heads": {"spam": {}}},
        {"format": 1, "bits": learner.BITS, "texts": 1, "heads": []},
        {
            "format": 1,
            "bits": learner.BITS,
            "texts": 1,
            "heads": {"spam": {"bias": 0, "weights": {"1": float("nan")}}},
        },
        {
            "format": 1,
            "bits": learner.BITS,
            "texts": 1,
            "heads": {"spam": {"bias": True, "weights": {"word": 1}}},
        },
    ],
)
def test_broken_weights_are_refused(broken):
    with pytest.raises(ValueError, match="weight"):
        Weights.from_json(broken)


def test_a_decision_moves_the_weights_at_once_and_leaves_the_old_ones_alone():
    before = fit(examples())
    text = "sửa đường làng nhanh"
    after = before
    for _turn in range(5):
        after = after.update(example(text, True))
    assert after.margin("spam", read(text)) > before.margin("spam", read(text)) + 0.5
    assert before.margin("spam", read(text)) == fit(examples()).margin("spam", read(text))
    assert after.texts == before.texts + 5


def test_a_refit_forgets_what_is_gone():
    known = examples()
    secret = [example("chuyện riêng nhà ai", True) for _turn in range(9)]
    with_it, without = fit(known + secret), fit(known)
    assert with_it.margin("spam", read("chuyện riêng")) > 0.5
    assert not set(without.heads["spam"]) & set(read("riêng").fine)


def test_words_of_one_or_two_texts_are_not_kept():
    rare = [example("bí mật của bà hàng xóm", True) for _turn in range(2)]
    weights = fit(examples() + rare)
    assert not set(weights.heads["spam"]) & set(phrases(["mật"], ["mat"])["mật"])
    updated = weights.update(example("bí mật của bà hàng xóm", True))
    assert set(updated.heads["spam"]) == set(weights.heads["spam"])


def test_long_numbers_are_not_learned():
    text = "gọi 0900000123 hoặc a900000123b"
    assert list(phrases(text.split(), text.split())) == ["gọi", "hoặc", "gọi hoặc"]
    assert list(read(text, name="an 0900000123").fine) == list(read("gọi hoặc", name="an").fine)


def test_a_share_counts_less():
    whole = fit([*examples(20), *[example("lạ lùng thay", True) for _ in range(3)]])
    part = fit([*examples(20), *[example("lạ lùng thay", True, 0.1) for _ in range(3)]])
    text = read("lạ lùng thay")
    assert part.margin("spam", text) < whole.margin("spam", text)


def test_many_of_one_kind_do_not_drown_the_other():
    few = [example("vay tiền nhanh", True)] * 4 + [
        example(f"đường số {n}", False) for n in range(80)
    ]
    assert fit(few).margin("spam", read("vay tiền nhanh")) > 0


def test_the_same_lessons_give_the_same_weights_in_every_process():
    code = (
        "from tests.portal.test_learner import examples; from branch_portal.lib.learner import fit;"
        "print(fit(examples()).version)"
    )
    versions = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert versions == {fit(examples()).version}


def test_strange_text_is_learned_like_any_other():
    weights = fit([example("\ud800 \0 vay", True), example("", False)] * 3)
    assert math.isfinite(weights.margin("spam", read("\ud800")))
