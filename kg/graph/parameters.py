"""From what a user gives a question ("South Korea", "2018-05", CONSULT) to terms of the graph."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyoxigraph

from kg.edtf import days
from kg.errors import OptionError, nearest
from kg.graph.lookup import Lookup
from kg.graph.mapping import EPOCH
from kg.graph.query import Parameter, Question
from kg.graph.terms import XSD, Names
from kg.graph.types import mode_id
from kg.seeds.cards import load_cards

Term = pyoxigraph.NamedNode | pyoxigraph.Literal


def bind(
    question: Question, values: Sequence[object], graph: Lookup, names: Names, named: Mapping[str, object] | None = None
) -> dict[str, Term]:
    """Return the terms of a question's parameters: `named` ones, the others in their order, and defaults for the rest.

    Raises OptionError for too many or too few values, and for one that means nothing here, with the nearest that does.
    """
    named = named or {}
    known = [parameter.name for parameter in question.parameters]
    for name in named:
        if name not in known:
            raise OptionError(f"{question.name} has no parameter {name!r}; {nearest(name, known)}")
    unnamed = [name for name in known if name not in named]
    if len(values) > len(unnamed):
        raise OptionError(
            f"{question.name} takes {len(known)} values, not {len(values) + len(named)}: {question.usage()}"
        )
    given = dict(zip(unnamed, values, strict=False)) | dict(named)
    bound = {}
    for parameter in question.parameters:
        value = given.get(parameter.name, parameter.default)
        if value is None:
            raise OptionError(f"{question.name} needs a value for ?{parameter.name}: {question.usage()}")
        bound[parameter.name] = term(parameter, value, graph, names)
    return bound


def term(parameter: Parameter, value: object, graph: Lookup, names: Names) -> Term:
    """Return the term that a value means for a parameter of that kind."""
    kind, text = parameter.kind, str(value).strip()

    def named(prefix: str, identifier: str) -> pyoxigraph.NamedNode:
        return pyoxigraph.NamedNode(names.expand(names.name(prefix, identifier)))

    try:
        if kind in ("party", "actor"):
            return named("ent", (graph.party(text) if kind == "party" else graph.who(text)).id)
    except OptionError as error:
        raise OptionError(f"?{parameter.name}: {error}") from None
    if kind in ("place", "event", "type"):
        try:
            if kind == "place":
                return named("pl", graph.place(text))
            return named("ev", graph.event(text)) if kind == "event" else named(*_type(text, graph))
        except OptionError as error:
            raise OptionError(f"?{parameter.name}: {error}") from None
    if kind in ("since", "until", "day", "first-day", "last-day"):
        first, last = days(value if hasattr(value, "year") else text)  # type: ignore[arg-type]
        chosen = last if kind in ("until", "day", "last-day") else first
        if kind.endswith("-day"):
            return pyoxigraph.Literal(str(chosen.toordinal() - EPOCH), datatype=pyoxigraph.NamedNode(XSD + "integer"))
        return pyoxigraph.Literal(chosen.isoformat(), datatype=pyoxigraph.NamedNode(XSD + "date"))
    if kind == "number":
        try:
            float(text)
        except ValueError:
            raise OptionError(f"?{parameter.name}: {text!r} is no number") from None
        datatype = "integer" if text.lstrip("+-").isdigit() else "decimal"
        return pyoxigraph.Literal(text, datatype=pyoxigraph.NamedNode(XSD + datatype))
    return pyoxigraph.Literal(text)


def _type(text: str, graph: Lookup) -> tuple[str, str]:
    """The prefix and local name of a root type, a mode ("consult-visit") or a finer type ("summit")."""
    roots, finer = graph.types()
    for card in load_cards().values():
        roots.add(card.event_type)
        finer.update(mode_id(card.event_type, mode.name) for mode in card.modes)
        finer.update(trigger.subtype for trigger in card.triggers if trigger.subtype)
    if text.upper() in roots:
        return "plover", text.upper()
    if text.lower() in finer:
        return "type", text.lower()
    raise OptionError(f"no event type {text!r}; {nearest(text, [*roots, *finer])}")
