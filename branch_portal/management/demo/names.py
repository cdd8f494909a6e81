"""Plausible Vietnamese names of nobody in particular."""

import random


def _words(text: str) -> list[str]:
    return text.split()


FAMILIES = _words(
    """Nguyễn Trần Lê Phạm Hoàng Vũ Đỗ Bùi Đặng Dương Lý Tạ Phùng Kiều Ngô Hồ Đinh Mai Trịnh Đào
    Lương Cao Phan Hà Chu"""
)
WEIGHTS = [30, 14, 12, 8, 6, 6, 5, 5, 4, 4, *[2] * 15]
MEN = (
    _words("Văn Đức Minh Hữu Xuân Quang Công Đình Ngọc Trọng"),
    _words(
        """An Ánh Bình Chiến Cường Dũng Đạt Đông Giang Hải Hiếu Hòa Hùng Huy Khánh Khoa Kiên Lâm
        Long Lợi Mạnh Nam Nghĩa Phong Phúc Quân Quý Sơn Tài Tâm Thành Thắng Thọ Tiến Toàn Trung
        Tuấn Tùng Việt Vinh"""
    ),
)
WOMEN = (
    _words("Thị Thu Thanh Ngọc Bích Hồng Kim Minh Lan Phương"),
    _words(
        """An Anh Bích Cúc Chi Dung Duyên Đào Giang Hà Hạnh Hằng Hiền Hoa Hòa Huệ Hương Khánh Lan
        Liên Linh Loan Lý Mai Minh Nga Ngân Nhung Oanh Phượng Quyên Thảo Thơm Thủy Trang Tuyết Vân
        Xuân Yến"""
    ),
)


def invent_name(rng: random.Random) -> str:
    """Return a full name: family, middle, given."""
    middles, givens = rng.choice((MEN, WOMEN))
    return f"{rng.choices(FAMILIES, WEIGHTS)[0]} {rng.choice(middles)} {rng.choice(givens)}"
