"""What a pressed button asks for, and the one action that it runs."""

from collections.abc import Iterator

from django.http import HttpRequest

from articles import actions, permissions
from articles.models import Article
from branch_portal.lib.verdicts import Verdict


def verdicts(request: HttpRequest, article: Article | None) -> Iterator[Verdict]:
    """What the pressed button asks for beyond writing."""
    pressed = request.POST.keys()
    if pressed & {"_approve", "_publish", "_withdraw"}:
        yield permissions.publish(request.user, article)
    if "_return" in pressed:
        yield permissions.review(request.user, article)


def press(request: HttpRequest, article: Article) -> Article:
    """Run the action of the pressed button. Raises RuleBroken."""
    by, typed = request.user, request.POST
    if "_submit" in typed:
        return actions.submit_article(article, by=by)
    if "_return" in typed:
        return actions.return_article(article, typed.get("reason_return", ""), by=by)
    if "_approve" in typed:
        return actions.approve_article(article, by=by)
    if "_withdraw" in typed:
        return actions.withdraw_article(article, reason=typed.get("reason_withdraw", ""), by=by)
    if "_publish" in typed:
        reasons = {
            name.removeprefix("reason-"): value
            for name, value in typed.items()
            if name.startswith("reason-")
        }
        correction = typed.get("correction", "")
        return actions.publish_article(article, correction=correction, reasons=reasons, by=by)
    return article
