from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import vietnamese
from knowledge.vietnamese import Marks

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
TONES = ["", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]
letters = st.sampled_from(LETTERS + LETTERS.upper())
syllables = st.builds(
    lambda base, tone: "".join(base) + tone, st.lists(letters, min_size=1, max_size=6), st.sampled_from(TONES)
)
vietnamese_text = st.lists(syllables, max_size=8).map(" ".join)


@pytest.mark.parametrize(
    ("typed", "repaired"),
    [
        pytest.param(unicodedata.normalize("NFD", "tiêm chủng"), "tiêm chủng", id="decomposed"),
        pytest.param("tấn".replace("ấ", "a\u0301\u0302"), "tấn", id="tone-typed-before-the-shape"),
        pytest.param("a\u0302\u0301", "ấ", id="shape-typed-before-the-tone"),
        pytest.param("Ðồng Tháp", "Đồng Tháp", id="icelandic-eth"),
        pytest.param("Ɖồng Tháp ɖ ð", "Đồng Tháp đ đ", id="african-d"),
        pytest.param("Tân\u200b Khai\ufeff", "Tân Khai", id="invisible-characters"),
        pytest.param("tiêm\u00adchủng", "tiêmchủng", id="soft-hyphen"),
        pytest.param("ｃｔ９", "ct9", id="full-width"),
        pytest.param("đuuuuối", "đuối", id="stretched-letters"),
        pytest.param("a\x00b\x07c", "a b c", id="control-characters"),
        pytest.param("2025\n2030", "2025\n2030", id="line-ends-stay"),
        pytest.param("1111", "1111", id="digits-are-not-stretched-letters"),
        pytest.param("cccd 079", "cccd 079", id="a-persons-number-is-not-stretched-letters"),
        pytest.param("quý III sở TTTT", "quý III sở TTTT", id="abbreviations-are-not-stretched-letters"),
        pytest.param("‘x’ “y”", "'x' \"y\"", id="quotes"),
        pytest.param("", "", id="empty"),
    ],
)
def test_repair(typed: str, repaired: str) -> None:
    assert vietnamese.repair(typed) == repaired


@given(st.text(max_size=60))
def test_repair_changes_nothing_the_second_time(text: str) -> None:
    once = vietnamese.repair(text)
    assert vietnamese.repair(once) == once


@given(vietnamese_text)
def test_composed_and_decomposed_text_are_one_after_repair(text: str) -> None:
    composed = vietnamese.repair(unicodedata.normalize("NFC", text))
    assert vietnamese.repair(unicodedata.normalize("NFD", text)) == composed


@given(st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=0x1EFF), max_size=40))
def test_fold_changes_nothing_the_second_time(text: str) -> None:
    once = vietnamese.fold(text)
    assert vietnamese.fold(once) == once


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Đồng", "dong"), ("đ", "d"), ("TIÊM", "tiem"), ("thuỷ", "thuy"), ("nghiêng", "nghieng"), ("2025", "2025")],
)
def test_fold(word: str, folded: str) -> None:
    assert vietnamese.fold(word) == folded


@given(vietnamese_text)
def test_fold_leaves_plain_letters_only(text: str) -> None:
    assert vietnamese.fold(vietnamese.repair(text)).isascii()


@pytest.mark.parametrize(
    ("word", "letters", "tone"),
    [
        pytest.param("chủng", "chung", "r", id="tone-alone"),
        pytest.param("hòa", "hoa", "f", id="old-placement"),
        pytest.param("hoà", "hoa", "f", id="new-placement"),
        pytest.param("được", "đươc", "j", id="shapes-and-tone"),
        pytest.param("vịêt", "viêt", "j", id="misplaced-by-hand"),
        pytest.param("trẻ", "tre", "r", id="hoi"),
        pytest.param("trẽ", "tre", "x", id="nga"),
        pytest.param("tre", "tre", "", id="none"),
    ],
)
def test_marks(word: str, letters: str, tone: str) -> None:
    assert vietnamese.marks(word) == Marks(letters, tone)


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("tỷ", "ti"),
        ("tỉ", "ti"),
        ("lý", "li"),
        ("quý", "qui"),
        ("quí", "qui"),
        ("kỳ", "ki"),
        ("thủy", "thuy"),
        ("yếu", "yeu"),
        ("ý", "y"),
        ("hay", "hay"),
    ],
)
def test_key_evens_out_y_in_open_syllables(word: str, key: str) -> None:
    assert vietnamese.key(word) == key


@pytest.mark.parametrize(
    ("typed", "wanted", "agree"),
    [
        pytest.param("tiem", "tiêm", True, id="no-marks-say-nothing"),
        pytest.param("tiêm", "tiêm", True, id="the-same"),
        pytest.param("hoà", "hòa", True, id="placement-does-not-count"),
        pytest.param("tiệm", "tiêm", False, id="a-tone-too-many"),
        pytest.param("dường", "dương", False, id="a-tone-that-contradicts"),
        pytest.param("tien", "tiền", True, id="all-left-out"),
        pytest.param("tiên", "tiền", True, id="tone-left-out"),
        pytest.param("trẽ", "trẻ", True, id="nga-for-hoi"),
        pytest.param("trẻ", "trẽ", True, id="hoi-for-nga"),
        pytest.param("tré", "trẻ", False, id="sac-for-hoi"),
        pytest.param("tỉ", "tỷ", True, id="i-for-y"),
        pytest.param("tỷ", "tỉ", True, id="y-for-i"),
        pytest.param("đong", "dong", False, id="a-stroke-too-many"),
        pytest.param("dong", "đồng", True, id="a-stroke-left-out"),
        pytest.param("vấn", "vẫn", False, id="tư-vấn-is-not-tự-vẫn"),
        pytest.param("chi", "chỉ", True, id="chi-without-tone"),
        pytest.param("chỉ", "chi", False, id="chỉ-is-not-chi"),
    ],
)
def test_agrees(typed: str, wanted: str, agree: bool) -> None:
    assert vietnamese.agrees(typed, wanted) is agree


@given(syllables.map(lambda s: vietnamese.repair(s).lower()))
def test_a_word_agrees_with_itself_and_its_fold_with_it(word: str) -> None:
    assert vietnamese.agrees(word, word)
    assert vietnamese.agrees(vietnamese.fold(word), word)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("tieem", "tiêm"),
        ("chungr", "chủng"),
        ("trer", "trẻ"),
        ("ddoongf", "đồng"),
        ("thaps", "tháp"),
        ("taor", "tảo"),
        ("hoon", "hôn"),
        ("duwowngx", "dưỡng"),
        ("nguwowif", "người"),
        ("nuowsc", "nước"),
        ("ddaauf", "đầu"),
        ("tanas", "tấn"),
        ("quys", "quý"),
    ],
)
def test_from_telex(typed: str, word: str) -> None:
    assert vietnamese.from_telex(typed) == word


@pytest.mark.parametrize("word", ["bao", "tiem", "chung", "khai", "tiêm", "tan1", "", "x", "internet", "abcdefghijk"])
def test_what_is_no_telex_is_left_alone(word: str) -> None:
    assert vietnamese.from_telex(word) is None


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("tie6m", "tiêm"),
        ("chu3ng", "chủng"),
        ("ta3o", "tảo"),
        ("d9uo61i", "đuối"),
        ("nu7o71c", "nước"),
        ("tre3", "trẻ"),
    ],
)
def test_from_vni(typed: str, word: str) -> None:
    assert vietnamese.from_vni(typed) == word


@pytest.mark.parametrize("word", ["kp3x0", "ct", "2025", "9a", "", "tiêm1", "so0"])
def test_what_is_no_vni_is_left_alone(word: str) -> None:
    assert vietnamese.from_vni(word) is None


@given(st.text(max_size=12))
def test_decoding_never_fails(word: str) -> None:
    for decoded in (vietnamese.from_telex(word.lower()), vietnamese.from_vni(word.lower())):
        assert decoded is None or vietnamese.is_syllable(decoded)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chẻ", "trẻ"),
        ("xuy", "suy"),
        ("dám", "giám"),
        ("nao", "lao"),
        ("dong", "vong"),
        ("chuyền", "truyền"),
        ("tiêng", "tiên"),
        ("bác", "bát"),
    ],
)
def test_sounds_that_regions_confuse_share_a_key(typed: str, meant: str) -> None:
    assert vietnamese.regional_key(typed) == vietnamese.regional_key(meant)


@pytest.mark.parametrize(("one", "other"), [("mẹ", "bé"), ("tảo", "tai"), ("học", "hạn"), ("xã", "cha")])
def test_other_sounds_do_not_share_a_key(one: str, other: str) -> None:
    assert vietnamese.regional_key(one) != vietnamese.regional_key(other)


@pytest.mark.parametrize(
    ("word", "is_one"),
    [
        ("tiêm", True),
        ("nghiêng", True),
        ("được", True),
        ("học", True),
        ("hòc", False),
        ("stream", False),
        ("việt", True),
    ],
)
def test_is_syllable(word: str, is_one: bool) -> None:
    assert vietnamese.is_syllable(word) is is_one
