import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.entities import Formatted, clean, to_html, trimmed, utf16_length, with_detected
from bot.playground.errors import ApiError
from bot.playground.markup import parse_html


def spans(formatted: Formatted) -> list[tuple[str, str]]:
    """Each entity with the words it covers, cut by UTF-16 units."""
    units = formatted.text.encode("utf-16-le")
    return [
        (e["type"], units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le"))
        for e in formatted.entities
    ]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        pytest.param("<b>95%</b> vào năm", "95% vào năm", [("bold", "95%")], id="bold"),
        pytest.param("📄 <i>mục</i>", "📄 mục", [("italic", "mục")], id="offsets-count-utf16-units"),
        pytest.param("<b>a<i>b</i></b>", "ab", [("bold", "ab"), ("italic", "b")], id="the-outer-comes-first"),
        pytest.param("<STRONG>a</STRONG>", "a", [("bold", "a")], id="upper-case-tags"),
        pytest.param("&lt;b&gt; &amp;amp; &#39;&#x1F4C4;", "<b> &amp; '📄", [], id="references"),
        pytest.param("Q&A &nbsp; &", "Q&A &nbsp; &", [], id="unknown-references-stay"),
        pytest.param("<b></b>x", "x", [], id="empty-tags-leave-nothing"),
        pytest.param('<a href="http://a.vn/?x=1&amp;y=2">đây</a>', "đây", [("text_link", "đây")], id="links"),
        pytest.param("<a>đây</a>", "đây", [], id="a-link-to-nowhere-is-text"),
        pytest.param('<span class="tg-spoiler">s</span>', "s", [("spoiler", "s")], id="spoilers"),
        pytest.param("<blockquote expandable>q</blockquote>", "q", [("expandable_blockquote", "q")], id="quotes"),
        pytest.param('<pre><code class="language-sql">x</code></pre>', "x", [("pre", "x")], id="code-with-a-language"),
        pytest.param("<b>x</>", "x", [("bold", "x")], id="a-nameless-end-tag-ends-the-last"),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[tuple[str, str]]) -> None:
    formatted = parse_html(source)
    assert formatted.text == text
    assert spans(formatted) == entities


def test_a_link_keeps_its_address_and_code_its_language() -> None:
    assert parse_html('<a href="http://a.vn/?x=1&amp;y=2">đây</a>').entities[0]["url"] == "http://a.vn/?x=1&y=2"
    assert parse_html('<pre><code class="language-sql">x</code></pre>').entities[0]["language"] == "sql"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        pytest.param("<b>x", 'Can\'t find end tag corresponding to start tag "b"', id="unclosed"),
        pytest.param("ế <p>x</p>", 'Unsupported start tag "p" at byte offset 4', id="unsupported-counted-in-bytes"),
        pytest.param("a < b", 'Unsupported start tag "" at byte offset 2', id="a-bare-less-than"),
        pytest.param("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"', id="crossed"),
        pytest.param("x</b>", "Unexpected end tag at byte offset 1", id="an-end-without-a-start"),
        pytest.param("<b>x</b", "Unclosed end tag at byte offset 4", id="an-end-tag-cut-off"),
        pytest.param("x<b", "Unclosed start tag at byte offset 1", id="a-start-tag-cut-off"),
        pytest.param('<a href="x', 'Unclosed start tag "a" at byte offset 0', id="an-attribute-cut-off"),
        pytest.param("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0', id="a-bare-span"),
        pytest.param("<br/>", 'Unsupported start tag "br/" at byte offset 0', id="a-line-break"),
    ],
)
def test_wrong_html_is_refused_in_telegrams_words(source: str, reason: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"


@settings(deadline=None)
@given(st.text(alphabet='<>&/ab"= 📄\n'))
def test_html_is_read_or_refused_and_what_was_read_can_be_written_again(source: str) -> None:
    try:
        formatted = parse_html(source)
    except ApiError:
        pass  # the words are tested above
    else:
        assert all(
            0 <= e["offset"] < e["offset"] + e["length"] <= utf16_length(formatted.text) for e in formatted.entities
        )
        assert parse_html(to_html(formatted)) == formatted


def test_white_space_at_the_ends_goes_and_entities_stay_on_their_words() -> None:
    formatted = trimmed(parse_html("\n 📄 <b> 95% </b> \n"))
    assert formatted.text == "📄  95%"
    assert spans(formatted) == [("bold", " 95%")]


def test_control_characters_become_spaces_and_carriage_returns_go() -> None:
    assert clean("a\x00b\r\nc\td\x1f") == "a b\nc d "


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        pytest.param("/start abc", [("bot_command", "/start")], id="a-command"),
        pytest.param("📄 /hoi@so_tay_bot x", [("bot_command", "/hoi@so_tay_bot")], id="a-command-for-one-bot"),
        pytest.param("45/47", [], id="a-fraction-is-no-command"),
        pytest.param("/", [], id="a-slash-alone"),
        pytest.param("này @so_tay_bot ơi", [("mention", "@so_tay_bot")], id="a-mention"),
        pytest.param("a.b@xa.gov.vn", [("email", "a.b@xa.gov.vn")], id="an-address-is-no-mention"),
        pytest.param("xem https://t.me/bot?start=a.", [("url", "https://t.me/bot?start=a")], id="a-link"),
        pytest.param("#tiem_chung #1", [("hashtag", "#tiem_chung")], id="a-hashtag-is-not-only-digits"),
    ],
)
def test_telegram_finds_entities_by_itself(text: str, entities: list[tuple[str, str]]) -> None:
    assert spans(with_detected(Formatted(text))) == entities


def test_nothing_is_found_inside_code() -> None:
    assert spans(with_detected(parse_html("<code>/start</code> /help"))) == [
        ("code", "/start"),
        ("bot_command", "/help"),
    ]
