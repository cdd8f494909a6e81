"""The scores learn from what moderators decide, and forget what was erased."""

import pytest

from accounts.models import AuditEntry
from branch_portal.lib import pagecache
from comments import actions, rules
from comments.models import Comment, Lesson, Reason
from comments.reports.judging import current_weights, judge
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db
# Words that no shipped example holds: only decisions can teach what they are.
PITCH = "Sơn chống thấm Hạc Vàng bảo hành trọn đời, đặt lịch khảo sát mái nhà, suất thứ {n}."
PRAISE = "Bài về mương nội đồng xóm {n} viết đúng lắm, bà con đọc thấy quen thuộc."


@pytest.fixture
def article(db):
    return make_article("Chi bộ bàn việc làng")


def decide(article, moderator, words, decision, number=12, **more):
    for n in range(number):
        comment = make_comment(article, words.format(n=n), author_name=f"Bạn đọc {n}")
        decision(comment, version=1, by=moderator, **more)


def spam_of(text):
    pagecache.forget()
    return judge(text=text, name="Người mới").spam


def test_without_a_decision_there_is_nothing_to_learn():
    assert actions.learn_from_decisions(by=None) is None
    assert current_weights() is rules.seed_weights()


def test_what_was_marked_as_spam_scores_higher_from_then_on(article, moderator):
    asked = PITCH.format(n=99)
    before = spam_of(asked)
    decide(article, moderator, PITCH, actions.mark_spam)
    decide(article, moderator, PRAISE, actions.approve)
    lesson = actions.learn_from_decisions(by=None)
    assert lesson.is_used
    assert lesson.examples == 24
    assert spam_of(asked) > before
    assert spam_of(PRAISE.format(n=99)) <= 20
    assert AuditEntry.objects.get(verb="comment_scores.learned").actor is None


def test_a_refusal_teaches_what_its_reason_says(article, moderator):
    off_topic, advert = (Reason.objects.get(code=code) for code in ("off_topic", "advertising"))
    decide(article, moderator, PITCH, actions.reject, number=3, reason=off_topic)
    assert actions.learn_from_decisions(by=None) is None
    decide(article, moderator, PITCH + " Gọi ngay.", actions.reject, number=3, reason=advert)
    assert actions.learn_from_decisions(by=None).examples == 3


def test_what_was_undone_teaches_nothing(article, moderator):
    comment = make_comment(article, PITCH)
    comment = actions.mark_spam(comment, version=1, by=moderator)
    actions.undo(comment, version=comment.version, by=moderator)
    assert actions.learn_from_decisions(by=None) is None


def test_what_was_erased_is_forgotten(article, moderator):
    decide(article, moderator, PITCH, actions.mark_spam)
    decide(article, moderator, PRAISE, actions.approve)
    actions.learn_from_decisions(by=None)
    taught = spam_of(PITCH.format(n=99))
    for comment in Comment.objects.filter(state="spam"):
        actions.erase_comment(comment, by=None)
    actions.learn_from_decisions(by=None)
    assert spam_of(PITCH.format(n=99)) < taught


def test_weights_hold_no_words_and_are_plain_json(article, moderator):
    decide(article, moderator, PITCH + " Liên hệ 0900 000 118.", actions.mark_spam)
    lesson = Lesson.objects.get(pk=actions.learn_from_decisions(by=None).pk)
    numbers = [key for head in lesson.weights["heads"].values() for key in head["weights"]]
    assert numbers
    assert all(key.isdecimal() and int(key) < 2**18 for key in numbers)
    assert rules.Weights.from_json(lesson.weights).version


def test_only_the_last_lessons_are_kept(article, moderator):
    decide(article, moderator, PRAISE, actions.approve, number=3)
    for _night in range(12):
        actions.learn_from_decisions(by=None)
    assert Lesson.objects.count() == 10
