"""Twenty photos of one event: sent two at a time while their captions are written."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Photo
from branch_portal.management.demo.pictures import draw
from tests.factories import make_article

LIBRARY = reverse("admin:articles_photo_changelist")
UPLOAD = "**" + reverse("articles:upload_photo")
CARDS = ".batch-card"


@pytest.fixture
def files(tmp_path):
    """`files(3)`: paths of three different photos."""

    def make(number):
        paths = [tmp_path / f"anh-{each}.jpg" for each in range(number)]
        for each, path in enumerate(paths):
            draw(("meeting", "classroom")[each % 2], each, (640, 427)).save(path, "JPEG")
        return paths

    return make


def choose(page, paths):
    page.locator("[data-batch-pick][multiple]").set_input_files(paths)


def stored(page):
    return page.locator(f"{CARDS}[data-state=stored]")


def test_captions_are_written_while_the_rest_is_on_its_way(writing, files):
    page, passed, late = writing, [], []
    gate = {"open": False}

    def hold_after_six(route):
        if len(passed) == 6 and not gate["open"]:
            return late.append(route)
        if not gate["open"]:
            passed.append(route)
        return route.continue_()

    page.route(UPLOAD, hold_after_six)
    page.goto(LIBRARY)
    choose(page, files(20))
    expect(page.locator(CARDS)).to_have_count(20)
    first = page.locator(CARDS).first
    expect(first).to_have_attribute("data-state", "stored")
    first.get_by_label("Chú thích").fill("Toàn cảnh buổi họp sáng nay")
    first.get_by_label("Bản quyền").select_option("own")
    expect(first.locator(".batch-said")).to_have_text("Đã ghi.")
    assert Photo.objects.get(caption="Toàn cảnh buổi họp sáng nay").rights == "own"
    assert page.locator(f"{CARDS}[data-state=waiting]").count() >= 1
    page.get_by_label("Người chụp của cả loạt ảnh này").fill("Hà Vân")
    page.get_by_role("button", name="Ghi cho cả loạt").click()
    expect(page.locator("#batch-state")).to_have_text("Đã nhận 6/20 ảnh.")
    gate["open"] = True
    for route in late:
        route.continue_()
    expect(page.get_by_text("Đã nhận 20/20 ảnh.")).to_be_visible(timeout=60_000)
    expect(page.locator(".batch-said", has_text="Đã ghi.")).to_have_count(20)
    assert Photo.objects.filter(credit="Hà Vân").count() == 20


def test_after_a_broken_connection_the_rest_goes_on(writing, files, tmp_path):
    page = writing
    broken = tmp_path / "hong.jpg"
    broken.write_bytes(b"\xff\xd8\xff" + b"x" * 400)
    page.goto(LIBRARY)
    page.route(UPLOAD, lambda route: route.abort("connectionreset"), times=1)
    choose(page, [*files(3), broken])
    expect(stored(page)).to_have_count(2)
    failed = page.locator(f"{CARDS}[data-state=failed]")
    expect(failed).to_have_count(2)
    expect(failed.first).to_contain_text("Mất kết nối")
    expect(failed.last).to_contain_text("Tệp ảnh bị hỏng")
    failed.first.get_by_role("button", name="Thử lại").click()
    expect(stored(page)).to_have_count(3)
    expect(page.locator("#batch-state")).to_have_text("Đã nhận 3/4 ảnh, 1 ảnh chưa gửi được.")
    page.context.set_offline(True)
    choose(page, files(4)[3:])
    expect(page.get_by_text("Đang chờ có mạng trở lại…")).to_be_visible()
    page.context.set_offline(False)
    expect(stored(page)).to_have_count(4)
    assert Photo.objects.count() == 4


def test_the_same_photo_and_a_look_alike_are_told(writing, tmp_path, client, administrator):
    page = writing
    picture = draw("meeting", 3, (800, 533))
    picture.save(tmp_path / "mot.jpg", "JPEG", quality=90)
    page.goto(LIBRARY)
    choose(page, [tmp_path / "mot.jpg"])
    expect(stored(page)).to_have_count(1)
    make_article(photo=Photo.objects.get())
    picture.resize((700, 466)).save(tmp_path / "hai.jpg", "JPEG", quality=60)
    page.goto(LIBRARY)
    choose(page, [tmp_path / "mot.jpg", tmp_path / "hai.jpg"])
    expect(stored(page)).to_have_count(2)
    expect(page.get_by_text("Ảnh này đã có trong thư viện.")).to_have_count(1)
    expect(page.locator(".batch-alike", has_text="dùng ngày 10/01/2022")).to_have_count(1)


def test_a_click_sets_what_stays_in_view(writing, files):
    page = writing
    page.goto(LIBRARY)
    choose(page, files(1))
    expect(stored(page)).to_have_count(1)
    photo = Photo.objects.get()
    page.goto(reverse("admin:articles_photo_change", args=[photo.pk]))
    picture = page.locator("[data-focus-picture] img")
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.8, "y": box["height"] * 0.2})
    crop = page.locator("[data-focus-crop]").first
    assert crop.evaluate("each => each.style.objectPosition").startswith("80% ")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".messagelist")).to_be_visible()
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (80, 20)


def test_without_scripts_the_ordinary_form_takes_a_photo(phone, sign_in, administrator, files):
    page = phone
    sign_in(page, administrator, "/admin/")
    page.goto(LIBRARY)
    expect(page.locator("#photo-batch")).to_be_hidden()
    page.get_by_role("link", name="Thêm ảnh").click()
    page.locator("[name=upload]").set_input_files(files(1)[0])
    page.get_by_label("Chú thích").fill("Từ điện thoại")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Ảnh đã vào thư viện")).to_be_visible()
    assert Photo.objects.get().caption == "Từ điện thoại"
