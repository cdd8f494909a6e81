"""What a text for the public must not hold."""

import unicodedata

import pytest

from branch_portal.lib.disclosure import names_in, refusal, repeated, secrecy_mark

ROLL = ["Đặng Thu Hà", "Hoàng Nam", "Bùi Thị An", "Vũ Minh Hòa"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Đặng Thu Hà báo cáo", ["Đặng Thu Hà"]),
        ("ĐẶNG THU HÀ báo cáo", ["Đặng Thu Hà"]),
        ("dang thu ha bao cao", ["Đặng Thu Hà"]),
        ("đồng chí Thu Hà nêu", ["Đặng Thu Hà"]),
        ("Đ/c Hà nêu", ["Đặng Thu Hà"]),
        ("vũ minh hoà nêu", ["Vũ Minh Hòa"]),
        ("Hoàng Nam và Bùi\nThị An", ["Hoàng Nam", "Bùi Thị An"]),
        ("đồng chí Phó Bí thư và ông Trần Văn Lạ", ["Trần Văn Lạ"]),
        (unicodedata.normalize("NFD", "Đặng Thu Hà"), ["Đặng Thu Hà"]),
    ],
)
def test_people_are_found(text, found):
    assert names_in(text, ROLL) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Gió hoàng nam thổi",
        "Học tập và làm theo Bác Hồ, Chủ tịch Hồ Chí Minh, bác Hồ Chí Minh",
        "các cô giáo, anh hùng lao động, đồng chí Bí thư, ĐỒNG CHÍ BÍ THƯ",
        "thăm Hà Nội, xã Minh Hòa",
        "đặng thu hàng hóa",
    ],
)
def test_plain_words_are_left_alone(text):
    assert names_in(text, ROLL) == []


@pytest.mark.parametrize(
    "text", ["đóng dấu Mật", "MẬT", "(Mật)", "Tối mật", "tuyệt  mật", "văn bản mật", "độ Mật"]
)
def test_marks_of_secrecy_are_found(text):
    assert secrecy_mark(text)


@pytest.mark.parametrize(
    "text", ["Mật ong rừng", "bí mật", "mật độ", "tôi mất mùa", "bỏ phiếu kín, bảo mật", "Mật khẩu"]
)
def test_words_of_every_day_are_no_mark(text):
    assert not refusal(text)


def test_the_sentence_names_what_was_found_and_what_to_write():
    sentence = refusal("Đồng chí Hà và Hoàng Nam nói.", ROLL)
    assert "Đặng Thu Hà, Hoàng Nam" in sentence
    assert "bí thư chi bộ" in sentence


def test_sayings_are_not_repeated_word_for_word():
    sayings = ["Tôi nhận thiếu sót. Vụ trước tôi có đăng ký mà không đi đủ ngày công!"]
    text = "Có người nói: vụ trước tôi có đăng ký mà không đi đủ ngày công, rồi hứa sửa."
    assert repeated(text, sayings).startswith("Vụ trước tôi có đăng ký")
    assert "giữ kín trong nội bộ" in refusal(text, (), sayings)
    assert not repeated("Tôi nhận thiếu sót.", sayings), "a phrase that anybody uses"
    assert not refusal("Chi bộ thống nhất chia lại ngày công cho vụ này.", (), sayings)
