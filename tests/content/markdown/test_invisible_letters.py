"""Letters that nobody sees stay in a text, and words are found as if they were not there."""

import pytest

from hub.content.checks.words.avoided_words import Avoided, AvoidedWords
from hub.content.model.fields import Words
from hub.content.source.folder import tidy
from hub.i18n.vietnamese import nfc, without_invisible
from hub.search.query.text import spans, words

LETTERS = ["\u00ad", "\u200b", "\u2060", "\u200c", "\u200d", "\u200e", "\ufeff", "\u034f", "\u2063", "\u180e", "\ufe0f"]
ENTITIES = ["&shy;", "&#173;", "&#xAD;", "&ZeroWidthSpace;", "&#8203;", "&#x200B;", "&NoBreak;", "&#8288;", "&zwnj;"]
SAY = Words(vi="x", en="y")


def found(phrase: str, text: str) -> list[str]:
    return [text[one.start : one.end] for one in AvoidedWords([Avoided(phrase, SAY, None)]).find(nfc(text))]


@pytest.mark.parametrize("unseen", LETTERS + ENTITIES)
def test_an_avoided_word_is_found_whatever_stands_unseen_in_it(unseen: str) -> None:
    assert found("mại dâm trẻ em", f"Nạn mại d{unseen}âm trẻ {unseen}em.") == [f"mại d{unseen}âm trẻ {unseen}em"]
    assert found("child pornography", f"a child porno{unseen}graphy file") == [f"child porno{unseen}graphy"]


@pytest.mark.parametrize("unseen", LETTERS)
def test_a_word_that_is_searched_is_found_whatever_stands_unseen_in_it(unseen: str) -> None:
    assert words(f"bạo{unseen} l{unseen}ực {unseen} mạng") == words("bạo lực mạng")


def test_what_is_highlighted_is_the_whole_word() -> None:
    text = "về b\u00adạo lực"
    assert [text[start:end] for start, end, _ in spans(text)] == ["về", "b\u00adạo", "lực"]
    assert [word.exact for _, _, word in spans(text)] == [word.exact for _, _, word in spans("về bạo lực")]


def test_a_text_keeps_what_says_where_a_word_may_break() -> None:
    assert tidy("xuyên\u00adbiên\u200bgiới") == "xuyên\u00adbiên\u200bgiới"


def test_a_text_without_such_letters_stays_the_same() -> None:
    assert without_invisible("Trẻ em 1️⃣".replace("\ufe0f", "")) == "Trẻ em 1\u20e3"
