"""What gives somebody away is found where it was typed, so that one click masks it."""

import itertools

import pytest

from branch_portal.lib.disguise import LIMIT, Views
from comments.rules import PRIVACY_SUSPECTED, Facts, score
from comments.rules.privacy import personal_data


def found(text):
    return [(text[span.start : span.end], span.kind) for span in personal_data(Views(text))]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Gọi tôi 0900000123 nhé", "0900000123"),
        ("Gọi tôi 0900 000 123.", "0900 000 123"),
        ("máy 0900.000.123, 12 hộ", "0900.000.123"),
        ("máy 09-0000-0123", "09-0000-0123"),
        ("số (0900) 000123", "0900) 000123"),
        ("+8" + "4 900 000 123", "+8" + "4 900 000 123"),
        ("8" + "4900000123", "8" + "4900000123"),
        ("O9OO OOO 123", "O9OO OOO 123"),
        ("0 9 0 0 0 0 0 1 2 3", "0 9 0 0 0 0 0 1 2 3"),
        ("0️⃣9️⃣00 0\u200b00 123", "0️⃣9️⃣00 0\u200b00 123"),
        (
            "gọi không chín không không không không không một hai ba nhé",
            "không chín không không không không không một hai ba",
        ),
        (
            "so toi khong chin khong khong khong khong khong mot hai ba",
            "khong chin khong khong khong khong khong mot hai ba",
        ),
        ("máy bàn " + "024" + " 3900 0001", "024 " + "3900 0001"),
        ("năm 2025 gọi 0900000123 0900000124", "0900000123"),
    ],
)
def test_telephone_numbers_in_every_spelling(text, number):
    assert (number, "phone") in found(text)


@pytest.mark.parametrize(
    ("text", "part", "kind"),
    [
        ("căn cước 001090012345 của nó", "001090012345", "identity"),
        ("CMND số 123 456 789", "123 456 789", "identity"),
        ("001 090 012 345", "001 090 012 345", "identity"),
        ("thẻ bhyt DN4010123456789", "DN4010123456789", "identity"),
        ("hộ chiếu số B1234567", "hộ chiếu số B1234567", "identity"),
        ("stk 0011000123456 gửi vào đó", "0011000123456", "account"),
        ("số tài khoản: 1234 5678 9012", "1234 5678 9012", "account"),
        ("xe 99A-000.12 đỗ chắn lối", "99A-000.12", "plate"),
        ("biển 99-x1 00012", "99-x1 00012", "plate"),
        ("99X10001 chạy ẩu", "99X10001", "plate"),
        ("thư về an.mau@example.vn nhé", "an.mau@example.vn", "email"),
        ("an.mau a còng example chấm vn", "an.mau a còng example chấm vn", "email"),
        ("nó ở số nhà 12 ngõ 5 đường Hoa Sen", "số nhà 12 ngõ 5 đường Hoa Sen", "address"),
        ("nha so 12 ngo 5", "nha so 12 ngo 5", "address"),
        ("hẻm 12/3 lầy lội", "hẻm 12/3", "lane"),
    ],
)
def test_numbers_and_places_of_persons(text, part, kind):
    assert (part, kind) in found(text)


def test_a_pupil_is_named_with_the_class():
    text = "Con gái ông Đỗ Văn Mẫu là em Hoa lớp 7B"
    assert found(text) == [("Đỗ Văn Mẫu", "class"), ("Hoa", "class"), ("lớp 7B", "class")]
    assert found("nguyen van mau lop 9c") == [("nguyen van mau", "class"), ("lop 9c", "class")]
    assert not found("Phòng học lớp 7B dột, em N.T.H. phải ngồi góc")


def test_an_illness_is_told_of_somebody():
    assert found("Bà Mẫu bị ung thư mà vẫn đi họp") == [("Mẫu", "health"), ("ung thư", "health")]
    assert not found("Hội thảo phòng chống ung thư tại trạm y tế")


@pytest.mark.parametrize(
    "text",
    [
        "Ngày 08/11/2025 09 giờ họp ở nhà văn hóa",
        "từ 2019, 2020, 2021, 2022 đến 2025",
        "Kinh phí 30.000.000 đồng, năm sau 250000001 đồng",
        "Quyết định 1234/QĐ-UB ngày 01.02.2024 12 hộ",
        "Hai ba bốn năm sáu năm trước đây",
        "không một ai, không hai lời, ba bốn lần",
        "chứng minh thu nhập 10-500 triệu",
        "30k 50000 một suất",
        "Giá 12.500 - 13.000 đ/kg, 120 x 80 x 60 cm",
        "Lớp 7 nghỉ học, số 5 thắng số 7",
        "Điều 12 khoản 3 Nghị quyết 27-NQ/TW",
        "Kỷ niệm 30-4-1975, tiểu đoàn 307",
    ],
)
def test_ordinary_figures_give_nobody_away(text):
    assert not found(text)


def test_spans_are_in_order_and_do_not_overlap():
    text = "0900 000 123, an@example.vn, stk 0011000123456, số nhà 12 ngõ 3, xe 99A-000.12"
    spans = personal_data(Views(text))
    assert [span.kind for span in spans] == ["phone", "email", "account", "address", "plate"]
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


def test_the_score_tells_the_moderator():
    number = score("Ai biết thì gọi 0900 000 123 nhé", "An", "", Facts(), None)
    assert number.privacy >= PRIVACY_SUSPECTED
    assert score("Bài hay quá", "An", "", Facts(), None).privacy == 0
    pupil = score("em Hoa lớp 7B hay nghỉ học", "An", "", Facts(), None)
    assert pupil.privacy >= PRIVACY_SUSPECTED


@pytest.mark.parametrize(
    "evil",
    [
        "0 " * 100_000,
        "1" * 1_000_000,
        "01" + " 1" * 100_000,
        "nguyễn văn " * 50_000,
        "lớp 7b em An " * 50_000,
        "1.1.2020 " * 50_000,
        "số nhà 1/1/1/1, ngõ 1 " * 50_000,
        "a@" * 200_000,
        "a.b-" * 200_000,
        "không " * 100_000,
        "99A-000." * 50_000,
        "stk " * 100_000,
    ],
)
def test_of_hostile_text_no_more_is_read_than_of_any_other(evil):
    views = Views(evil)
    assert all(0 <= span.start < span.end <= LIMIT for span in personal_data(views))
    assert len(views.source) <= LIMIT
