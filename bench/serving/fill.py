"""Fill the installation with copies of its articles; say what addresses to ask for."""

import datetime as dt
import sys

import django

django.setup()

from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles.models import Article, Listing, SearchEntry, Tag  # noqa: E402

FIELDS = [field.attname for field in Article._meta.concrete_fields]


def main(articles: int) -> None:
    models = list(Article.objects.published().select_related("section"))
    tag = Tag.objects.annotate(used=Count("articles")).order_by("-used")[0]
    start = timezone.now() - dt.timedelta(days=1)
    made = []
    for number in range(max(0, articles - len(models))):
        values = {name: getattr(models[number % len(models)], name) for name in FIELDS}
        moment = start - dt.timedelta(hours=3 * number)
        made.append(Article(**values | {"id": None, "form_key": "", "publish_at": moment}))
    made = Article.objects.bulk_create(made, batch_size=500)
    tagged = made[::4]
    through = Article.tags.through
    through.objects.bulk_create(through(article=article, tag=tag) for article in tagged)
    Listing.objects.bulk_create(
        Listing(name=f"tag:{tag.pk}", article=article, publish_at=article.publish_at)
        for article in tagged
    )
    SearchEntry.objects.rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    commented = Article.objects.published().annotate(n=Count("comments")).order_by("-n", "-pk")[0]
    month = start - dt.timedelta(days=30)
    lines = {
        "article": commented.get_absolute_url(),
        "front": "/",
        "section": commented.section.top.get_absolute_url(),
        "tag": tag.get_absolute_url(),
        "archive": f"/luu-tru/{month:%Y}/{month.month}/",
        "search, two words": "/tim-kiem/?q=chi+b%E1%BB%99",
    }
    for name, path in lines.items():
        sys.stdout.write(f"{name}\t{path}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
