"""The words of questions about progress, without their marks; read by ``asked``."""

from __future__ import annotations

import re
from typing import Literal

from knowledge.figures.villages import TERMS

# village: what one of them has sent; document, workbook and table: files to be made
ProgressKind = Literal["overview", "missing", "village", "document", "workbook", "table"]

_VILLAGE = r"(?:thon|khu pho|kp|ap|soc|khom|xom|ban|to dan pho|to|don vi|noi|dia ban|cho)"
_WHICH_VILLAGE = rf"(?:nhung |cac )?{_VILLAGE} nao"
_NOT = r"(?:(?:con|van) )?(?:chua|ko|k|khong|chang|cha)(?: co| thay)?"
_SENDS = r"(?:nop|gui|goi|bao cao|bc|nhap|so lieu|tra loi)"
_SENT = rf"{_SENDS}(?: (?:so lieu|bao cao|bc|so))?"
_QUESTIONS: tuple[tuple[ProgressKind, str], ...] = (
    ("missing", rf"(?:con )?(?:nhung |cac )?{_VILLAGE}(?: nao| nao nua)? {_NOT} {_SENT}"),
    ("missing", rf"con (?:may|bao nhieu|bn) {_VILLAGE} {_NOT} {_SENT}"),
    ("missing", rf"(?:nhung )?(?:ai|ng nao|nguoi nao|dua nao) {_NOT} {_SENT}"),
    ("missing", rf"(?:con )?thieu (?:so lieu )?(?:cua )?{_VILLAGE} nao"),
    ("missing", rf"{_VILLAGE} nao con thieu(?: so lieu| bao cao)?"),
    ("missing", r"(?:which|what) villages? (?:have not|has not|haven.?t|hasn.?t) (?:yet )?(?:reported|sent|submitted)"),
    ("missing", r"who (?:has not|hasn.?t) (?:yet )?(?:reported|sent|submitted)"),
    ("missing", r"(?:which|what) villages? (?:are|is) missing"),
    ("overview", rf"(?:co |da co |duoc )?(?:bao nhieu|may|bn|nhieu) {_VILLAGE}(?: da)? {_SENT}"),
    ("overview", rf"(?:nhung )?{_VILLAGE} nao da {_SENT}"),
    ("overview", rf"(?:nhung )?{_VILLAGE} nao {_SENT} roi"),
    ("overview", r"how many villages (?:have )?(?:reported|sent|submitted)"),
    ("overview", rf"(?:tien do|tinh hinh|ket qua)(?: {_SENT})"),
    ("overview", r"tien do"),
    ("overview", r"(?:reporting )?progress"),
)  # fmt: skip
PATTERNS = tuple((kind, re.compile(rf"(?<![\w]){pattern}(?![\w])")) for kind, pattern in _QUESTIONS)
# One of these is in each of the questions, and in few messages of figures.
HINT = re.compile(
    rf"{_SENDS}|thieu|tien do|village|who|progress|bao nhieu|\bbn\b|\bmay\b|ket qua|tong hop|tinh hinh|dat|word|csv"
    r"|excel|xlsx|nao|\bso (?:tre|chau|ca|em|be|vu|sanh|voi)\b|compar"
)
WHICH = re.compile(rf"(?<!\w){_WHICH_VILLAGE}(?!\w)")
MOST_CHARACTERS = 160  # of a message that can be such a question
# Words that change nothing. Any other that nothing explains makes a message no question of progress.
FILLERS = frozenset(
    "a ah ai and anh are bao bn by ca chi cho coi con cua da dang danh dau den di dot dum duoc em for gi giup ho "
    "hoi how huyen in is ke khong ki ko ky la lam liet lieu may minh nao nay nha nhe nhi nhieu o of oi phuong "
    "please ra roi sach sao show so tai the thi tinh toan toi tran trong va vay ve voi what xa xem xin".split()
)
_TERM = "|".join(sorted(map(re.escape, TERMS), key=len, reverse=True))
ONE_VILLAGE = re.compile(rf"(?<!\w)(?P<term>{_TERM})\.?(?: so)? ?(?P<number>\d{{1,2}})(?![\w/])")
# What asks about one village that is named; "khu phố 3 chưa nộp" tells something.
ASKS_OF_VILLAGE = re.compile(
    r"(?<!\w)(?:bao nhieu|bn|may|the nao|ra sao|sao roi|nhu nao|gi|nao|den dau|xem|tien do|tinh hinh|ket qua|so lieu"
    r"|ty le|ti le|status|progress|figures|how many|how much|missing"
    r"|(?:nop|gui|goi|du|xong|bao cao|bc|co|dat|het|nhap)(?: \w+){0,3} chua|con thieu)(?!\w)|\?\s*$"
)
WANTS_TO_SEND = re.compile(r"^\W*(?:(?:toi|em|minh|cho) )*(?:muon )?(?:nop|gui|goi|bao|bao cao|bc|nhap)(?!\w)")
ASKING = re.compile(r"(?<!\w)(?:chua|gi|nao|may|bao nhieu|bn|sao|xem)(?!\w)|\?\s*$")
NO_DATA = re.compile(r"(?<!\w)(?:khong|ko|k|hong|chua) (?:co )?(?:so lieu|sl)(?!\w)")
# "ấp 3 không có ca nào" reports none; "khu phố 3 đạt chưa", "đạt không ạ" ask.
TELLS_NONE = re.compile(
    r"(?<!\w)(?:(?:khong|ko|k|hong|hem|chang)(?!\w)(?!(?: (?:a|ah|em|anh|chi|vay|nhi|the|co|chu|bac|oi))*\W*$)"
    r"|chua(?: \w+){1,4} (?:ca|tre|chau|em|be|truong hop|vu) nao(?!\w))"
)
# Villages compared with each other, or two periods.
OF_SEVERAL = frozenset("ben compare compared giua hon sanh to voi vs with".split())
ABOUT_VILLAGE = frozenset(
    "bang bao bc bi cao cap chau chi chua co con dat den do du duoc figures gui goi gom hien hinh het how in ket khong "
    "lam many missing much muc nhap nhat nhu nhung nop phan progress qua reported roi sent status tai thieu thong ti "
    "tien tieu tin tram tre trong tung ty le vua xong".split()
)  # fmt: skip
# Results, where the words alone may ask for a target: "kết quả tiêm chủng tháng 10", "bao nhiêu trẻ tai nạn tháng 9".
RESULT = re.compile(
    r"(?<!\w)(?:ket qua|tong hop|so lieu|tinh hinh|bao nhieu|bn|may|dat|so (?:tre|chau|ca|em|be|vu))(?!\w)"
)
SUMS_UP = re.compile(r"(?<!\w)(?:ket qua|tong hop|so lieu|tinh hinh)(?!\w)")
COUNTS = re.compile(r"(?<!\w)(?:so|bao nhieu|bn|may) (?:tre|chau|ca|em|be|vu|truong hop|ho|nha|dan|nguoi)(?!\w)")
# "Có bao nhiêu ca" counts what has happened; "bao nhiêu trẻ" may be the level of a plan.
COUNTS_EVENTS = re.compile(r"(?<!\w)(?:bao nhieu|bn|may|how many) (?:ca|vu|truong hop|cases)(?!\w)")
COMPARES_PERIODS = re.compile(r"(?<!\w)(?:so (?:sanh|voi)|hon|vs|compared?)(?!\w)")
DENIES = re.compile(r"(?<!\w)(?:khong|chua|ko|k)(?!\w)(?=.*\w)")
OF_RESULTS = frozenset(
    "bang bi ca chau co dat duoc hinh hop ket lieu qua roi thong thuc tinh tong tre ve vu xay".split()
)  # fmt: skip
# Villages compared: "khu phố nào tiêm chủng thấp nhất".
COMPARES = re.compile(
    r"(?<!\w)(?:(?:thap|cao|kem|tot|it|nhieu|cham|yeu) nhat|(?:chua|khong|ko) dat|dat|duoi|con thap|kem|yeu"
    r"|(?:co|xay ra|de) (?:tre|chau|ca|em|be|vu|tai nan|tu vong|bao luc|xam hai|tao hon))(?!\w)"
)
OF_COMPARED = frozenset(
    "bi cao cham chi chua co con dat de duoc duoi hoach it ke kem khong ko le muc nhat nhieu thap tieu ti tot ty "
    "tre xay ra vu yeu".split()
)
# "May" alone is rather "mấy", how many.
_MONTHS = (
    r"jan(?:uary)?", r"feb(?:ruary)?", r"mar(?:ch)?", r"apr(?:il)?", r"(?<=in )may|(?<=of )may|may(?= 20\d\d)",
    r"june?", r"july?", r"aug(?:ust)?", r"sept?(?:ember)?", r"oct(?:ober)?", r"nov(?:ember)?", r"dec(?:ember)?",
)  # fmt: skip
_ORDINALS = ("first", "second", "third", "fourth")
_MAKES = r"(?:lap|xuat|tao|tai|in|ket xuat)(?: (?:ra|ve|cho \w+|giup \w+|file|tep|bang|ban|mau|so lieu|tong hop))*"
FILES: tuple[tuple[ProgressKind, re.Pattern[str]], ...] = (
    ("table", re.compile(rf"(?<!\w){_MAKES} csv(?!\w)")),
    ("workbook", re.compile(rf"(?<!\w){_MAKES} (?:excel|xlsx)(?!\w)")),
    ("document", re.compile(rf"(?<!\w){_MAKES} (?:(?:bao cao|bc)(?: (?:word|so lieu|tong hop))*|word)(?!\w)")),
)
NO_ORDER = re.compile(r"(?<!\w)(?:nao|ai|gi|sao|gio|may|dau(?! nam\b)|khi|chua|khong)(?!\w)|\?\s*$")
_OF_PERIODS = re.compile(
    r"(?<!\w)(?:(?:thang|thg|th|t|quy|qui|q|nam) ?\d{1,2}(?:[ /.-](?:nam )?20\d\d)?|(?:nam )?20\d\d|[369] thang)(?!\w)"
)


def may_ask(folded: str) -> bool:
    """Tell whether a folded message can be a question of progress: most messages of figures cannot."""
    if len(folded) > MOST_CHARACTERS:
        return False
    return bool(HINT.search(folded) or ASKS_OF_VILLAGE.search(folded) or names_only(folded))


def names_only(folded: str) -> bool:
    """Tell whether a folded message names a village and no amount: "kp7 khai sinh quý 3" wants to see a figure."""
    rest = ONE_VILLAGE.sub(" ", folded)
    return rest != folded and not any(map(str.isdigit, _OF_PERIODS.sub(" ", rest)))


_IN_VIETNAMESE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), spoken)
    for pattern, spoken in (
        *((rf"(?:{name})", f"tháng {number}") for number, name in enumerate(_MONTHS, 1)),
        *((rf"(?:the )?{name} quarter", f"quý {number}") for number, name in enumerate(_ORDINALS, 1)),
        (r"quarter ([1-4])", r"quý \1"),
        (r"(?:the )?first half", "6 tháng đầu năm"),
        (r"(?:the )?second half", "6 tháng cuối năm"),
        (r"this month", "tháng này"),
        (r"last month", "tháng trước"),
        (r"this quarter", "quý này"),
        (r"last quarter", "quý trước"),
        (r"this year", "năm nay"),
        (r"last year", "năm ngoái"),
        (r"(?:of|in) ?(?= 20\d\d)", ""),
    )
)


def with_vietnamese_periods(text: str) -> str:
    """Write the English periods of *text* as their reader knows them: "vaccination october" has "tháng 10"."""
    for pattern, spoken in _IN_VIETNAMESE:
        text = pattern.sub(spoken, text)
    return text
