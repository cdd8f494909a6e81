"""Dates as Vietnamese newspapers, Party offices and quarters have them."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


def local_day(moment: dt.datetime) -> dt.date:
    """Return the calendar day of a moment in the portal's time zone."""
    return timezone.localtime(moment).date()


def newspaper_date(day: dt.date) -> str:
    """Return the date line of a newspaper: "Thứ Hai, 10/01/2022"."""
    return f"{WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"


def document_date(day: dt.date) -> str:
    """Return the date of a Party document: "ngày 05 tháng 02 năm 2026".

    A zero stands before days under 10 and before months 1 and 2 only (guides to 05-HD/VPTW).
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


# Public holidays of Vietnam that stand on the same day every year. What the government sets anew
# each year is not known here: Tết and the day of the Hùng kings, which follow the moon, the second
# day beside 2 September, and days given in place of a Saturday or Sunday. Without them a working
# day is counted too many at times, so a date that is reckoned here is early, never late.
HOLIDAYS = {(1, 1), (30, 4), (1, 5), (2, 9)}  # day, month


def is_working_day(day: dt.date) -> bool:
    """Monday to Friday, without HOLIDAYS."""
    return day.weekday() < 5 and (day.day, day.month) not in HOLIDAYS


def working_days_later(moment: dt.datetime, days: int) -> dt.datetime:
    """Return the same hour that many working days on, or back where `days` is negative."""
    step = dt.timedelta(days=1 if days > 0 else -1)
    left = abs(days)
    while left:
        moment += step
        left -= is_working_day(local_day(moment))
    return moment


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a calendar year."""

    year: int
    number: int

    @classmethod
    def of(cls, day: dt.date) -> "Quarter":
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> dt.date:
        return self.next().first_day - dt.timedelta(days=1)

    def next(self) -> "Quarter":
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def previous(self) -> "Quarter":
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    def __str__(self) -> str:
        return f"quý {ROMAN[self.number]}/{self.year}"
