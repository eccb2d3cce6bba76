"""Numbers, levels, days and names as a reader of Vietnamese or English expects them; HTML safe."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterable, Sequence
from decimal import Decimal

from knowledge.entries import Language
from knowledge.indicators import Comparison, Part, Target, Unit

_VIETNAMESE_SIGNS = str.maketrans(",.", ".,")
_SIGNS: dict[Unit, str] = {"percent": "%", "per_mille": "‰"}
_BOUNDS: dict[Language, dict[Comparison, str]] = {
    "vi": {
        "<": "dưới {}",
        "<=": "không quá {}",
        ">": "trên {}",
        ">=": "từ {} trở lên",
        "=": "{}",
        "maintain": "duy trì {}",
    },
    "en": {"<": "below {}", "<=": "at most {}", ">": "above {}", ">=": "at least {}", "=": "{}", "maintain": "keep {}"},
}
_NONE_LEFT: dict[Language, str] = {"vi": "không còn trường hợp nào", "en": "none (0 cases)"}
_KEPT: dict[Language, str] = {"vi": "duy trì, không ghi mức", "en": "to be kept up, no level stated"}
_MONTHS = "January February March April May June July August September October November December".split()


def escape(text: str) -> str:
    """Make *text* safe inside Telegram HTML."""
    return html.escape(text, quote=False)


def number(value: Decimal | int, language: Language) -> str:
    """Print *value* with the decimals it has: "9,5" and "1.200" in Vietnamese, "9.5" and "1,200" in English."""
    text = f"{value:,}" if isinstance(value, int) else f"{value:,f}"
    whole, _, decimals = text.partition(".")
    if value >= 10 and not decimals.strip("0"):
        text = whole
    if language == "en":
        return text
    return text.translate(_VIETNAMESE_SIGNS)


def plain_number(value: Decimal) -> Decimal:
    """Return *value* without trailing zeros and without an exponent."""
    normal = value.normalize()
    return normal.quantize(Decimal(1)) if normal == normal.to_integral_value() else normal


def quantity(value: Decimal, unit: Unit, language: Language) -> str:
    """Print *value* with its *unit*: "95%", "9,5‰", "550/100.000 trẻ em", "3 ca"."""
    shown = number(value, language)
    if unit in _SIGNS:
        return shown + _SIGNS[unit]
    if unit in ("per_10k", "per_100k"):
        base = number(Decimal(10_000 if unit == "per_10k" else 100_000), language)
        return f"{shown}/{base} " + ("children" if language == "en" else "trẻ em")
    if unit == "cases":
        return shown + (" cases" if language == "en" else " trường hợp")
    return shown


def level(target: Target, unit: Unit, language: Language) -> str:
    """Print what a target asks for: "dưới 9%", "từ 85% trở lên", "giảm 2–3% mỗi năm", "không còn trường hợp nào"."""
    if target.comparison == "eliminate":
        return _NONE_LEFT[language]
    if target.comparison == "below_previous_year":
        previous = (target.year or 0) - 1
        return f"lower than in {previous}" if language == "en" else f"thấp hơn năm {previous}"
    if target.value is None:
        return _KEPT[language]
    if target.comparison == "maintain" and target.value == 0:
        kept = quantity(target.value, unit, language)
        return f"keep {kept}" if language == "en" else f"duy trì {kept}" if unit == "percent" else _NONE_LEFT[language]
    if target.comparison == "between" and target.value2 is not None:
        shown = f"{number(target.value, language)}–{quantity(target.value2, unit, language)}"
    else:
        shown = _BOUNDS[language][target.comparison].format(quantity(target.value, unit, language))
    if target.yearly_change:
        return f"{shown} fewer each year" if language == "en" else f"giảm {shown} mỗi năm"
    return shown


def bounded(text: str, comparison: Comparison, language: Language) -> str:
    """Print a bound on a quantity: "trên 90%", "at least 90%"."""
    return _BOUNDS[language][comparison].format(text)


def years(target: Target) -> str:
    """Print when a target falls due: "2025", "2025–2030", or "" where the plan states no year."""
    if target.year is None:
        return ""
    if target.until and target.until != target.year:
        return f"{target.year}–{target.until}"
    return str(target.year)


def series(part: Part, targets: Sequence[Target], language: Language, *, bold: bool = True) -> str:
    """Print a part's targets in one line: "2025: <b>95%</b> · 2030: <b>98%</b>"."""
    shown = []
    for target in targets:
        text = escape(level(target, part.unit, language))
        text = f"<b>{text}</b>" if bold else text
        when = years(target)
        shown.append(f"{when}: {text}" if when else text)
    return " · ".join(shown)


def day(date: dt.date, language: Language) -> str:
    """Print a date: "05/11/2025" or "5 November 2025"."""
    if language == "en":
        return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"
    return f"{date:%d/%m/%Y}"


def day_and_month(month: int, day_of_month: int, language: Language) -> str:
    """Print a day of every year: "05/11" or "5 November"."""
    return f"{day_of_month} {_MONTHS[month - 1]}" if language == "en" else f"{day_of_month:02d}/{month:02d}"


def joined(items: Iterable[str], language: Language) -> str:
    """Join names as one reads them: "a, b và c"."""
    names = list(items)
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + (" and " if language == "en" else " và ") + names[-1]


def capital(text: str) -> str:
    """Return *text* with its first letter in upper case, the rest as it is; a tag before it does not count."""
    at = text.index(">") + 1 if text.startswith("<") and ">" in text else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def uncapital(text: str) -> str:
    """Return *text* with its first letter in lower case, to follow other words; "HIV" stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """Return *text* without a full stop at its end, so that lists look alike."""
    return text.rstrip().removesuffix(".")
