"""Digests of what was read: the same for equal values, whatever the process that read them has read before."""

import pickle
from dataclasses import dataclass

from hub.content.digests import digest_of_value


@dataclass(frozen=True)
class Read:
    title: str
    themes: tuple[str, ...]


def other(text: str) -> str:
    """The same text as an object of its own."""
    return "".join(list(text))


def test_equal_parts_that_are_one_object_or_several_have_one_digest() -> None:
    word = other("trẻ em")
    one, several = Read(word, (word, word)), Read(other(word), (other(word), other(word)))
    assert pickle.dumps(one) != pickle.dumps(several)
    assert digest_of_value(one) == digest_of_value(several)


def test_any_other_value_has_another_digest() -> None:
    values = [Read("a", ("b",)), Read("a", ("b", "b")), Read("a", ("c",)), Read("b", ("b",)), None]
    assert len({digest_of_value(each) for each in values}) == len(values)
