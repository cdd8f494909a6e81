"""The publish checklist: each rule finds what it names, and leaves clean texts alone."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry, Role, RoleGrant
from articles import actions
from articles.models import Article, CheckRule, Photo, Snapshot, Waiver
from articles.models.checks import COUNTING, RULES
from articles.models.snapshots import in_iso
from articles.reports.checklist import findings
from articles.reports.checks import CHECKS
from tests.factories import make_article, make_photo, make_section

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/checkrule/"
LONG_TEXT = " ".join(
    f"Đoạn {number}: tổ {number * 7} nạo vét {number * 13} mét kênh, ông {name} ghi sổ và báo cáo."
    for number, name in enumerate(["Bình", "Cúc", "Dũng", "Hà", "Khoa", "Lan", "Nam", "Oanh"], 1)
)


def draft(**words) -> Article:
    return make_article(published=False, **words)


def found(article=None, **words) -> dict[str, str]:
    """What the checklist says to a sound article with these words changed: code → sentence."""
    article = article or draft()
    snapshot = Snapshot.newest(article)
    for name, value in words.items():
        setattr(snapshot, name, value)
    return {each.code: each.sentence for each in findings(article, snapshot)}


def use(photo, alt="Hội trường", caption=""):
    return {"photo": photo.pk, "alt": alt, "caption": caption}


def figure(key, alt="Hội trường", caption=""):
    image = f'<img src="/media/photos/a.jpg" alt="{alt}" data-photo-id="{key}">'
    return f'<figure class="image">{image}<figcaption>{caption}</figcaption></figure>'


def own_photo(**words) -> Photo:
    photo = make_photo(words.pop("colour", "olive"))
    Photo.objects.filter(pk=photo.pk).update(**{"rights": "own"} | words)
    return Photo.objects.get(pk=photo.pk)


# --- The rules ------------------------------------------------------------------------------------


def test_a_sound_article_passes_in_silence():
    photo = own_photo()
    body = figure(photo.pk) + "<p>Chi bộ có 67 đảng viên, họp ngày 05.10.2022 08 giờ.</p>"
    assert found(photos=[use(photo)], body=body) == {}


def test_every_rule_is_a_row_with_a_name_and_a_function():
    codes = set(CheckRule.objects.values_list("code", flat=True))
    assert codes == RULES.keys() == CHECKS.keys()
    assert set(CheckRule.objects.exclude(limit=None).values_list("code", flat=True)) == COUNTING


def test_a_missing_lead_blocks():
    (finding,) = findings(draft(), Snapshot(headline="Tiêu đề", body="<p>Chữ.</p>"))
    assert (finding.code, finding.blocks, finding.field) == ("no_lead", True, "lead")
    assert finding.sentence == "Bài chưa có sapo."


def test_photos_without_photographer_are_named_by_their_place():
    named, nameless = own_photo(colour="red"), own_photo(credit="")
    said = found(photos=[use(named), use(nameless)], body=figure(nameless.pk))
    assert said == {
        "no_photo_credit": "Ảnh thứ 2 chưa có tên người chụp. "
        "Ảnh thứ 1 trong nội dung chưa có tên người chụp."
    }


def test_a_photographer_named_in_the_caption_is_enough():
    nameless = own_photo(credit="")
    assert found(photos=[use(nameless, caption="Buổi họp. Ảnh: Hà Vân")]) == {}


def test_a_photo_needs_a_description_of_this_use():
    photo = own_photo()
    said = found(photos=[use(photo, alt=" ")], body=figure(photo.pk, alt=""))
    assert said.keys() == {"no_alt"}
    assert said["no_alt"].count("chưa có mô tả") == 2


@pytest.mark.parametrize(
    "alt", ["IMG_1234.jpg", "DSC00412", "hoi-truong.HEIC", "image 3", "z51_9a"]
)
def test_a_file_name_is_no_description(alt):
    assert found(photos=[use(own_photo(), alt=alt)]).keys() == {"file_name_alt"}


@pytest.mark.parametrize("alt", ["Photo của đoàn", "Zalo của xã", "Image"])
def test_words_are_a_description(alt):
    assert found(photos=[use(own_photo(), alt=alt)]) == {}


def test_long_headline_and_lead_warn_by_the_limits_in_the_table():
    said = found(headline="chữ " * 26, lead="chữ " * 101)
    assert said.keys() == {"long_headline", "long_lead"}
    assert "104 ký tự" in said["long_headline"]
    CheckRule.objects.filter(code="long_headline").update(limit=150)
    assert found(headline="chữ " * 26) == {}


def test_links_to_articles_that_readers_do_not_see_are_dead():
    live, hidden = make_article("Bài sống"), draft(headline="Bài nháp")
    body = "".join(f'<p><a href="/tin/{key}/">x</a></p>' for key in (live.pk, hidden.pk, 987654))
    said = found(body=body)["dead_link"]
    assert "“Bài nháp”" in said
    assert "987654" in said
    assert "Bài sống" not in said


def test_a_link_to_an_article_that_appears_before_this_one_is_alive():
    tomorrow = timezone.now() + dt.timedelta(days=1)
    other = make_article("Bài hẹn giờ", publish_at=tomorrow)
    body = f'<p><a href="/tin/{other.pk}/">x</a></p>'
    assert found(body=body, publish_at=in_iso(tomorrow)) == {}
    assert found(body=body, publish_at=None).keys() == {"dead_link"}


def test_an_article_may_link_to_itself():
    article = draft()
    assert found(article, body=f'<p><a href="/tin/{article.pk}/">x</a></p>') == {}


def test_a_link_to_a_missing_file_is_dead():
    assert "tệp số 4711" in found(body='<p><a href="/tep/4711/">x</a></p>')["dead_link"]


def test_a_near_copy_names_the_other_article_and_its_day():
    make_article("Nạo vét kênh", body=f"<p>{LONG_TEXT}</p>")
    make_article("Chuyện khác hẳn", body="<p>" + "Một câu khác không dính dáng. " * 20 + "</p>")
    copy = LONG_TEXT.replace("Đoạn 4", "Phần bốn").replace("ông Lan", "bà Lan")
    said = found(body=f"<p>{copy}</p>")
    assert said == {"near_copy": "Gần trùng với bài “Nạo vét kênh” ngày 10/01/2022."}


def test_an_article_is_no_copy_of_itself():
    article = draft(body=f"<p>{LONG_TEXT}</p>")
    assert found(article) == {}


def test_text_in_an_old_encoding_is_named_by_its_part():
    words = "Chi bé x· NghÜa Trung tæ chøc sinh ho¹t chuyªn ®Ò"
    said = found(headline=words, body=f"<p>{words}</p>")
    assert said["legacy_encoding"].startswith("Tiêu đề gõ bằng bảng mã cũ TCVN3")
    assert "Nội dung gõ bằng" in said["legacy_encoding"]


@pytest.mark.parametrize(
    "number",
    ["0900 000 123", "0900000123", "+84 " + "900 000 123", "0900.000.123", "024 " + "3000 0000"],
)
def test_telephone_numbers_warn_and_are_not_repeated_in_full(number):
    (finding,) = findings(draft(), Snapshot(lead="Sapo", body=f"<p>Gọi số {number}.</p>"))
    assert (finding.code, finding.blocks) == ("phone_number", False)
    assert number not in finding.sentence


@pytest.mark.parametrize(
    "words",
    ["ngày 05.10.2022 08 giờ", "0,912 tỷ đồng", "900.000.123 đồng", "1.234.567.890.123 đồng"],
)
def test_dates_and_sums_are_no_telephone_numbers(words):
    assert found(body=f"<p>Tổng: {words}.</p>") == {}


@pytest.mark.parametrize(
    "words",
    ["001085000123", "số 001 085 000 123", "CMND số 123456789", "căn cước: 123.456.789"],
)
def test_identity_numbers_block(words):
    (finding,) = findings(draft(), Snapshot(lead=f"Ông An, {words}, ở xã.", body="<p>Chữ.</p>"))
    assert (finding.code, finding.blocks) == ("identity_number", True)
    assert "…" in finding.sentence


@pytest.mark.parametrize("words", ["123456789 đồng", "120.000.000.000 đồng", "mã 999085000123"])
def test_other_long_numbers_are_no_identity_numbers(words):
    assert found(body=f"<p>{words}</p>") == {}


def test_a_photo_shown_often_lately_warns():
    photo, now = own_photo(), timezone.now()
    for days in (1, 2, 29, 40):
        make_article(publish_at=now - dt.timedelta(days=days), photos=[use(photo)])
    article = draft(photos=[use(photo)])
    assert found(article)["photo_overused"] == "Ảnh thứ 1 đã lên 3 bài khác trong 30 ngày qua."
    CheckRule.objects.filter(code="photo_overused").update(limit=4)
    assert found(article) == {}


def test_unclear_rights_warn():
    said = found(photos=[use(make_photo())])
    assert said == {"photo_rights": "Chưa rõ quyền sử dụng ảnh thứ 1."}


def test_a_photo_that_was_taken_down_blocks_in_the_text_too():
    gone = own_photo(taken_down_at=timezone.now(), credit="")
    said = found(body=figure(gone.pk) + figure(987654))
    assert said["photo_taken_down"] == (
        "Ảnh thứ 1 trong nội dung đã bị gỡ. Ảnh thứ 2 trong nội dung không có trong thư viện."
    )
    assert "no_photo_credit" not in said


@pytest.mark.parametrize(
    ("source", "sentences"),
    [
        ({"source_name": "Báo Thử"}, 2),
        ({"source_name": "Báo Thử", "source_url": "https://example.vn/a"}, 1),
        ({"source_url": "https://example.vn/a"}, 1),
    ],
)
def test_a_source_is_whole_or_blocks(source, sentences):
    said = found(**source)
    assert said.keys() == {"source_incomplete"}
    assert len([part for part in said["source_incomplete"].split(".") if part]) == sentences


def test_many_findings_of_a_rule_are_one_line_that_counts_the_rest():
    body = "".join(f'<p><a href="/tin/{key}/">x</a></p>' for key in range(900_001, 900_008))
    assert found(body=body)["dead_link"].endswith("Và 3 điểm nữa.")


def test_a_rule_that_is_off_says_nothing_and_one_that_blocks_comes_first():
    article = draft(headline="chữ " * 26, lead="")
    assert [each.code for each in findings(article, Snapshot.newest(article))] == [
        "no_lead",
        "long_headline",
    ]
    CheckRule.objects.filter(code="no_lead").update(effect="off")
    CheckRule.objects.filter(code="long_headline").update(effect="block")
    (finding,) = findings(article, Snapshot.newest(article))
    assert (finding.code, finding.blocks) == ("long_headline", True)


def test_the_checklist_has_a_fixed_number_of_queries(django_assert_max_num_queries):
    make_article("Nạo vét kênh", body=f"<p>{LONG_TEXT}</p>")
    photos = [own_photo(colour=colour) for colour in ("red", "green", "blue", "navy", "teal")]
    links = "".join(f'<a href="/tin/{key}/">x</a> ' for key in range(1, 30))
    files = "".join(f'<a href="/tep/{key}/">x</a> ' for key in range(1, 30))
    body = f"<p>{LONG_TEXT}</p><p>{links}{files}</p>" + "".join(figure(p.pk) for p in photos)
    article = draft(body=body, photos=[use(photo) for photo in photos])
    snapshot = Snapshot.newest(article)
    with django_assert_max_num_queries(8):
        assert findings(article, snapshot)


# --- Publishing against it ------------------------------------------------------------------------


def test_a_blocking_rule_wants_a_reason_and_the_reason_is_kept(publisher):
    article = draft(lead="")
    with pytest.raises(actions.Unready):
        actions.publish_article(article, by=publisher)
    assert not Article.objects.published().exists()
    actions.publish_article(article, by=publisher, reasons={"no_lead": "Tin ảnh, không cần."})
    waiver = Waiver.objects.get()
    assert (waiver.rule, waiver.finding, waiver.reason, waiver.by) == (
        "Thiếu sapo",
        "Bài chưa có sapo.",
        "Tin ảnh, không cần.",
        publisher,
    )


def test_a_warning_does_not_stop_anybody(publisher):
    actions.publish_article(draft(headline="chữ " * 26), by=publisher)
    assert Article.objects.published().exists()
    assert not Waiver.objects.exists()


# --- The table of rules ---------------------------------------------------------------------------


def change(code):
    rule = CheckRule.objects.get(code=code)
    return reverse("admin:articles_checkrule_change", args=[rule.pk])


def test_who_publishes_everywhere_sets_effects_and_limits(client, publisher):
    client.force_login(publisher)
    page = client.get(LIST).content.decode()
    assert "Số căn cước trong bài" in page
    assert "Liên kết sang trang khác không được kiểm tra." in page
    client.post(change("no_lead"), {"effect": "warn"})
    client.post(change("long_headline"), {"effect": "block", "limit": 90})
    assert CheckRule.objects.get(code="no_lead").effect == "warn"
    assert CheckRule.objects.get(code="long_headline").limit == 90
    assert AuditEntry.objects.filter(verb="checkrule.changed", actor=publisher).count() == 2


@pytest.mark.parametrize("limit", ["", "0", "-1", "trăm", "9" * 30])
def test_a_senseless_limit_is_refused_beside_the_field(client, publisher, limit):
    client.force_login(publisher)
    response = client.post(change("long_headline"), {"effect": "warn", "limit": limit})
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert CheckRule.objects.get(code="long_headline").limit == 100


def test_a_rule_that_counts_nothing_asks_for_no_number(client, publisher):
    client.force_login(publisher)
    assert 'name="limit"' not in client.get(change("no_lead")).content.decode()


def test_editors_read_the_rules_and_change_none(client, editor):
    client.force_login(editor)
    assert "Thiếu sapo" in client.get(LIST).content.decode()
    assert client.get(change("no_lead")).status_code == 200
    assert client.post(change("no_lead"), {"effect": "off"}).status_code == 403
    assert CheckRule.objects.get(code="no_lead").effect == "block"


def test_a_publisher_of_one_section_changes_no_rule(client, publisher):
    RoleGrant.objects.get(user=publisher, role=Role.PUBLISHER).sections.add(make_section())
    client.force_login(publisher)
    assert client.post(change("no_lead"), {"effect": "off"}).status_code == 403


def test_rules_are_neither_added_nor_deleted(client, publisher):
    client.force_login(publisher)
    rule = CheckRule.objects.get(code="no_lead")
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{rule.pk}/delete/").status_code == 403
    assert client.get(f"{LIST}{rule.pk}/change/").status_code == 200


def test_strangers_see_no_rules(client, stranger):
    client.force_login(stranger)
    assert client.get(LIST).status_code in (302, 403)
