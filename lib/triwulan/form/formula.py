"""The notation of official formula rows (`10=6-9`, `13/8 x 100%`, `38 s/d 44`) as a frozen tree.

Integers (with an optional letter: `5c`) name columns or rows, `100%` is a literal, `38 s/d 44` is the sum of a
run of rows; brackets and `+ - x /` are all there is besides. The tree is parsed once; every use of a formula is a
`fold` over it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar, Union

T = TypeVar("T")

#: Printed variants of an operator that are read as the same one.
SYNONYMS = {"×": "x", "*": "x", "X": "x", ":": "/", "÷": "/", "−": "-", "–": "-"}
PRECEDENCE = {"+": 1, "-": 1, "x": 2, "/": 2}
#: How the notation writes its signs, and how a sentence does.
NOTATION = {"+": "+", "-": "-", "x": " x ", "/": "/", "%": "100%"}
SENTENCE = {"+": " + ", "-": " − ", "x": " × ", "/": " / ", "%": "100 %"}
TOKEN = re.compile(r"\s*(?:(?P<persen>100\s*%)|(?P<sd>s\s*/\s*d(?![a-z]))|(?P<ref>\d+[a-rt-wyz]?(?![a-wyz\d]))|(?P<op>[-+x/()]))")

#: Signs and brackets within brackets of one formula, far above any printed one (the longest of our forms has 7 signs): what
#: somebody made up must not use up the stack.
TANDA, KURUNG = 500, 50


class FormulaError(ValueError):
    """A text that is not in the notation; the message quotes it, the place and what was expected there."""


@dataclass(frozen=True)
class Ref:
    """A column (or, in a row formula, a row) by its id."""

    id: str


@dataclass(frozen=True)
class Rentang:
    """`dari s/d sampai`: the sum of every row from one to the other."""

    dari: str
    sampai: str


@dataclass(frozen=True)
class Persen:
    """The literal `100%`: turns a fraction into a number of percent."""


@dataclass(frozen=True)
class Op:
    op: str
    kiri: Node
    kanan: Node


Node = Union[Ref, Rentang, Persen, Op]


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """The tree of one formula (the part right of `=`). Raises FormulaError."""
    tokens = _tokens(text)
    _batas(text, tokens)
    tree, rest = _sum(text, tokens)
    if rest:
        raise _error(text, rest[0], "akhir rumus atau salah satu dari + - x /")
    return tree


def fold(
    tree: Node,
    *,
    ref: Callable[[str], T],
    rentang: Callable[[str, str], T],
    persen: Callable[[], T],
    op: Callable[[str, T, T], T],
) -> T:
    """One value from a tree: a function for each kind of node, applied from the leaves up."""
    match tree:
        case Ref(id):
            return ref(id)
        case Rentang(dari, sampai):
            return rentang(dari, sampai)
        case Persen():
            return persen()
        case Op(simbol, kiri, kanan):
            functions = {"ref": ref, "rentang": rentang, "persen": persen, "op": op}
            return op(simbol, fold(kiri, **functions), fold(kanan, **functions))
    raise TypeError(f"bukan simpul rumus: {tree!r}")


def render(tree: Node, nama: Callable[[str], str] = str, tanda: Mapping[str, str] = NOTATION) -> str:
    """The tree in the notation again, with as few brackets as keep `parse(render(t)) == t`.

    `nama` turns an id into what is printed for it (the LRA prints its columns 5a, 5b and 5c all as 5); `tanda` are
    the signs to write.
    """
    return _render(tree, nama, tanda)[0]


def refs(tree: Node) -> tuple[str, ...]:
    """The ids a formula reads, in the order they stand, each once; of `a s/d b` only the two ends."""
    return tuple(dict.fromkeys(
        fold(tree, ref=lambda i: [i], rentang=lambda a, b: [a, b], persen=list, op=lambda _, a, b: a + b)
    ))


def _render(tree: Node, nama: Callable[[str], str], tanda: Mapping[str, str]) -> tuple[str, int]:
    def op(simbol: str, kiri: tuple[str, int], kanan: tuple[str, int]) -> tuple[str, int]:
        kuat = PRECEDENCE[simbol]
        a = f"({kiri[0]})" if kiri[1] < kuat else kiri[0]
        # A right operand of the same strength keeps its brackets: 4-(5-6) is not 4-5-6.
        b = f"({kanan[0]})" if kanan[1] <= kuat else kanan[0]
        return f"{a}{tanda[simbol]}{b}", kuat

    return fold(
        tree,
        ref=lambda i: (nama(i), 3),
        rentang=lambda a, b: (f"{nama(a)} s/d {nama(b)}", 3),
        persen=lambda: (tanda["%"], 3),
        op=op,
    )


Token = tuple[str, str, int]


def _tokens(text: str) -> list[Token]:
    plain = "".join(SYNONYMS.get(c, c) for c in text)
    found, at = [], 0
    while plain[at:].strip():
        match = TOKEN.match(plain, at)
        if not match:
            at += len(plain[at:]) - len(plain[at:].lstrip())
            raise _error(text, ("", text[at], at), "nomor kolom, 100%, s/d, tanda kurung atau + - x /")
        found.append((match.lastgroup, match.group(match.lastgroup), match.start(match.lastgroup)))
        at = match.end()
    return found


def _batas(text: str, tokens: list[Token]) -> None:
    dalam = 0
    for token in tokens:
        dalam += {"(": 1, ")": -1}.get(token[1], 0)
        if dalam > KURUNG:
            raise _error(f"{text[:40]}…", token, f"paling banyak {KURUNG} kurung di dalam kurung")
    if len(tokens) > TANDA:
        raise _error(f"{text[:40]}…", tokens[TANDA], f"rumus dengan paling banyak {TANDA} tanda")


def _sum(text: str, tokens: list[Token]) -> tuple[Node, list[Token]]:
    return _chain(text, tokens, "+-", _product)


def _product(text: str, tokens: list[Token]) -> tuple[Node, list[Token]]:
    return _chain(text, tokens, "x/", _primary)


def _chain(text: str, tokens: list[Token], ops: str, operand: Callable) -> tuple[Node, list[Token]]:
    tree, rest = operand(text, tokens)
    while rest and rest[0][0] == "op" and rest[0][1] in ops:
        right, after = operand(text, rest[1:])
        tree, rest = Op(rest[0][1], tree, right), after
    return tree, rest


def _primary(text: str, tokens: list[Token]) -> tuple[Node, list[Token]]:
    if not tokens:
        raise _error(text, None, "nomor kolom, 100% atau kurung buka")
    kind, value, _ = tokens[0]
    if kind == "persen":
        return Persen(), tokens[1:]
    if kind == "ref":
        if len(tokens) > 1 and tokens[1][0] == "sd":
            if len(tokens) < 3 or tokens[2][0] != "ref":
                raise _error(text, tokens[2] if len(tokens) > 2 else None, "nomor sesudah s/d")
            return Rentang(value, tokens[2][1]), tokens[3:]
        return Ref(value), tokens[1:]
    if value == "(":
        tree, rest = _sum(text, tokens[1:])
        if not rest or rest[0][1] != ")":
            raise _error(text, rest[0] if rest else None, "kurung tutup")
        return tree, rest[1:]
    raise _error(text, tokens[0], "nomor kolom, 100% atau kurung buka")


def _error(text: str, token: Token | None, expected: str) -> FormulaError:
    where = "di akhir" if token is None else f"{token[1]!r} pada huruf ke-{token[2] + 1}"
    return FormulaError(f"rumus {text!r}: {where}; seharusnya {expected}")
