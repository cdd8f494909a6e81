"""A reader at the form: what a browser sends, by default without a mistake."""

import html
import re

from django.urls import reverse

from comments.forms.comment import CommentForm

OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}


def url(article):
    return reverse("comments:comment", args=[article.pk])


def words(article, **changed):
    return {
        "token": CommentForm.blank(article).token,
        "author_name": "Nguyễn Văn Thọ",
        "email": "",
        "text": "Cách làm này đáng học theo.",
        "consent": "on",
        "link": "",
    } | changed


def post(client, article, headers=OUR_PAGE, REMOTE_ADDR="203.0.113.7", **changed):
    sent = {name: value for name, value in words(article, **changed).items() if value is not None}
    return client.post(url(article), sent, headers=headers, REMOTE_ADDR=REMOTE_ADDR)


def hidden(response):
    """The hidden fields of a page's form: what pressing its button sends."""
    page = response.content.decode()
    rows = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page)
    return {name: html.unescape(value) for name, value in rows}


def timeless(html):
    """The page without the second in which its form was made: two readers may see two."""
    return re.sub(r'name="token" value="[^"]+"', "", html)
