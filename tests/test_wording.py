"""Every sentence of the wording files can be said: its key stands in the source, or is put together there."""

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from string import Formatter

import pytest

from knowledge.loading import read_yaml
from knowledge.sentences import FILES, sentences

ROOT = Path(__file__).parents[1]
WORDING = sorted((ROOT / "knowledge" / "wording").glob("*.yaml"))
SOURCES = sorted(path for layer in ("bot", "handlers", "storage", "knowledge") for path in (ROOT / layer).rglob("*.py"))
_MAY_BE_A_KEY = re.compile(r"[\w-]+")
Form = tuple[str | None, ...]  # a text that is put together: its fixed parts, and None for what is filled in


class Texts:
    """The texts of some source, and the forms of those that it puts together out of others."""

    def __init__(self, whole: Iterable[str], forms: Iterable[Form]) -> None:
        self.whole = frozenset(whole)
        self.forms = tuple(
            form for form in dict.fromkeys(forms) if _MAY_BE_A_KEY.fullmatch("".join(filter(None, form)))
        )
        self.give = cache(self._give)

    @classmethod
    def of(cls, tree: ast.AST) -> "Texts":
        """Collect them; what stands alone, such as a docstring, is no text."""
        alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        nodes = [node for node in ast.walk(tree) if id(node) not in alone]
        whole = [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        together = [node for node in nodes if isinstance(node, (ast.JoinedStr, ast.BinOp, ast.AugAssign))]
        return cls(whole, (form for node in together for form in _forms(node) if len(form) > 1))

    def _give(self, key: str, depth: int = 3) -> bool:
        """Tell whether *key* is one of the texts, or is put together of such."""
        if key in self.whole or not key:
            return True
        return depth > 0 and any(self._fits(key, form, depth) for form in self.forms)

    def _fits(self, rest: str, form: Form, depth: int) -> bool:
        if not form:
            return not rest
        first, *more = form
        if first is not None:
            return rest.startswith(first) and self._fits(rest[len(first) :], tuple(more), depth)
        ends = range(len(rest) + 1)
        return any(self._fits(rest[end:], tuple(more), depth) and self._fills(rest[:end], depth) for end in ends)

    def _fills(self, part: str, depth: int) -> bool:
        """Tell whether a part can be filled in: by this source, or by one module, as prefixes are added elsewhere."""
        return self.give(part, depth - 1) or (
            self is _everywhere() and any(m.give(part, depth - 1) for m in _modules())
        )


def _forms(node: ast.AST) -> list[Form]:
    """The forms of a text: "role-" + role, f"{kind}_many", key += "_one"; a mere hole for what is none."""
    match node:
        case ast.Constant(value=str() as text):
            return [(text,)] if text else [()]
        case ast.JoinedStr(values=values):
            return _joined(values)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _joined([left, right])
        case ast.AugAssign(target=target, op=ast.Add(), value=value):
            return _joined([target, value])
        case ast.IfExp(body=body, orelse=orelse):
            return [*_forms(body), *_forms(orelse)]
    return [(None,)]


def _joined(nodes: Sequence[ast.AST]) -> list[Form]:
    return [tuple(part for form in forms for part in form) for forms in product(*map(_forms, nodes))]


@cache
def _modules() -> tuple[Texts, ...]:
    return tuple(Texts.of(ast.parse(path.read_text("utf-8"))) for path in SOURCES)


@cache
def _everywhere() -> Texts:
    """All modules as one; a form without letters, such as "…-…", would fit most keys and counts in its module alone."""
    forms = [form for module in _modules() for form in module.forms if re.search("[a-z]", "".join(filter(None, form)))]
    return Texts((text for module in _modules() for text in module.whole), forms)


def is_reachable(key: str) -> bool:
    """Tell whether *key* is a text of the source, or is put together there of texts that are reachable themselves."""
    return any(texts.give(key) for texts in (_everywhere(), *_modules()))


@pytest.mark.parametrize("path", WORDING, ids=lambda path: path.stem)
def test_every_sentence_can_be_said(path: Path) -> None:
    assert [key for key in read_yaml(path) if not is_reachable(key)] == []


@pytest.mark.parametrize("key", ["figures_unheard_of", "role-janitor", "which-topic-of-these"])
def test_a_key_that_nothing_names_is_noticed(key: str) -> None:
    assert not is_reachable(key)


@dataclass(frozen=True, slots=True)
class Said:
    """A place in the source that says a sentence, with the values that it gives by name."""

    place: str
    key: str
    given: frozenset[str]

    def faults(self) -> Iterator[str]:
        """Which values the sentence has none of, in either language, and which it lacks, in any."""
        texts = sentences()[self.key].values()
        wanted = {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}
        yield from (f"{self.place} {self.key}: nobody sees {name}" for name in sorted(self.given - wanted))
        yield from (f"{self.place} {self.key}: no {name}" for name in sorted(wanted - self.given))


def said_in(path: Path) -> Iterator[Said]:
    """Where a module names a sentence and all its values itself."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="say") | ast.Attribute(attr="say"), args=[first, *_], keywords=named):
                given = frozenset(one.arg for one in named if one.arg is not None)
                keys = ["".join(filter(None, form)) for form in _forms(first) if None not in form]
                if len(given) == len(named):
                    yield from (Said(f"{path.name}:{node.lineno}", key, given) for key in keys if key in sentences())


def test_each_sentence_is_given_the_values_that_it_has_and_no_others() -> None:
    said = [one for path in SOURCES for one in said_in(path)]
    assert len(said) > 500
    assert [fault for one in said for fault in one.faults()] == []


def test_no_two_files_have_a_sentence_of_one_name() -> None:
    keys = [key for path in WORDING for key in read_yaml(path)]
    assert len(keys) == len(set(keys))


def test_every_file_of_sentences_is_read() -> None:
    assert {*FILES, "reports"} == {path.stem for path in WORDING}
