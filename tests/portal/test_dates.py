"""Dates as Vietnamese people write and read them, and the trap that Django's own formats set."""

import datetime as dt

import pytest
from django import forms
from django.utils import formats, translation
from django.utils.formats import date_format, number_format

from branch_portal.lib.dates import Quarter, document_date, local_day, newspaper_date

# --- In print -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (dt.date(2022, 1, 10), "Thứ Hai, 10/01/2022"),
        (dt.date(2022, 1, 11), "Thứ Ba, 11/01/2022"),
        (dt.date(2022, 1, 12), "Thứ Tư, 12/01/2022"),
        (dt.date(2022, 1, 13), "Thứ Năm, 13/01/2022"),
        (dt.date(2022, 1, 14), "Thứ Sáu, 14/01/2022"),
        (dt.date(2022, 1, 15), "Thứ Bảy, 15/01/2022"),
        (dt.date(2022, 1, 16), "Chủ nhật, 16/01/2022"),
    ],
)
def test_the_date_line_of_a_newspaper(day, line):
    assert newspaper_date(day) == line


@pytest.mark.parametrize("month", range(1, 13))
def test_documents_have_a_zero_before_months_one_and_two_only(month):
    written = f"{month:02d}" if month in (1, 2) else str(month)
    assert document_date(dt.date(2026, month, 5)) == f"ngày 05 tháng {written} năm 2026"
    assert document_date(dt.date(2026, month, 25)) == f"ngày 25 tháng {written} năm 2026"


def test_the_day_is_the_one_in_vietnam():
    assert local_day(dt.datetime(2022, 1, 9, 16, 59, tzinfo=dt.UTC)) == dt.date(2022, 1, 9)
    assert local_day(dt.datetime(2022, 1, 9, 17, 0, tzinfo=dt.UTC)) == dt.date(2022, 1, 10)


# --- Quarters -------------------------------------------------------------------------------------


@pytest.mark.parametrize("month", range(1, 13))
def test_a_quarter_has_three_months(month):
    assert (
        Quarter.of(dt.date(2026, month, 15)).number
        == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4][month - 1]
    )


def test_first_and_last_days():
    spans = [(q.first_day, q.last_day) for q in (Quarter(2024, n) for n in range(1, 5))]
    assert spans == [
        (dt.date(2024, 1, 1), dt.date(2024, 3, 31)),
        (dt.date(2024, 4, 1), dt.date(2024, 6, 30)),
        (dt.date(2024, 7, 1), dt.date(2024, 9, 30)),
        (dt.date(2024, 10, 1), dt.date(2024, 12, 31)),
    ]


def test_quarters_follow_each_other_without_a_gap():
    quarter = Quarter(2019, 3)
    for _each in range(20):
        following = quarter.next()
        assert following.previous() == quarter
        assert following > quarter
        assert following.first_day - quarter.last_day == dt.timedelta(days=1)
        assert Quarter.of(quarter.first_day) == Quarter.of(quarter.last_day) == quarter
        quarter = following
    assert quarter == Quarter(2024, 3)


def test_a_quarter_is_written_in_roman_numbers():
    assert [str(Quarter(2026, n)) for n in (1, 4)] == ["quý I/2026", "quý IV/2026"]


# --- The formats trap -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("10/01/2022", dt.date(2022, 1, 10)),
        ("1/2/2022", dt.date(2022, 2, 1)),
        ("13/01/2022", dt.date(2022, 1, 13)),
        ("10-01-2022", dt.date(2022, 1, 10)),
        ("10.01.2022", dt.date(2022, 1, 10)),
        ("2022-01-10", dt.date(2022, 1, 10)),
        ("29/02/2024", dt.date(2024, 2, 29)),
    ],
)
def test_the_day_comes_first(typed, day):
    assert forms.DateField().clean(typed) == day


@pytest.mark.parametrize(
    "typed", ["31/02/2022", "29/02/2022", "32/01/2022", "01/13/2022", "10/01/22", "mai", "0/1/2022"]
)
def test_days_that_do_not_exist_are_refused(typed):
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean(typed)


def test_every_hour_of_the_day_is_read():
    field = forms.TimeField()
    for typed in ("19:30", "19h30", "19 giờ 30"):
        assert field.clean(typed) == dt.time(19, 30)
    assert field.clean("7h") == dt.time(7)
    with pytest.raises(forms.ValidationError):
        field.clean("25:00")


def test_moments_are_read_in_vietnamese_time():
    moment = forms.DateTimeField().clean("10/01/2022 08:30")
    assert moment.astimezone(dt.UTC) == dt.datetime(2022, 1, 10, 1, 30, tzinfo=dt.UTC)


def test_what_a_form_shows_it_reads_again():
    field = forms.DateField()
    for number in range(0, 800, 7):
        day = dt.date(2024, 1, 1) + dt.timedelta(days=number)
        assert field.clean(field.widget.format_value(day)) == day
        assert field.clean(date_format(day, "SHORT_DATE_FORMAT")) == day


def test_no_american_format_hides_among_ours():
    with translation.override("vi"):
        for name in ("DATE_INPUT_FORMATS", "DATETIME_INPUT_FORMATS"):
            assert not [f for f in formats.get_format(name) if f.startswith(("%m", "%b", "%B"))]


def test_numbers_have_a_decimal_comma():
    assert number_format(1234.5) == "1.234,5"
    percent = forms.DecimalField(localize=True)
    assert percent.clean("90,5") == percent.clean("90.5")
