"""What the tests of the queue have in common."""

from django.urls import reverse

from tests.factories import grant, make_user

QUEUE = "/admin/comments/comment/"


def decide(name, comment):
    return reverse(f"admin:comments_comment_{name}", args=[comment.pk])


def card(comment):
    return reverse("admin:comments_comment_change", args=[comment.pk])


def state(comment):
    comment.refresh_from_db()
    return comment.state


def page_of(client, address=QUEUE, **params):
    return client.get(address, params).content.decode()


def another_moderator(unit):
    other = make_user("kiemduyet2", full_name="Ngô Thị Bình", is_staff=True)
    grant(other, "moderator", unit)
    return other
