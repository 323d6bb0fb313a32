"""What a file of the user's own does to the shipped one over which it lies: rows, lists and keys add, replace, remove.

Tables: a row with a new key adds; one with a known key replaces the cells that it fills, `+more|names` adds to a list,
`-` empties a cell; `-KEY` as key takes the row away. YAML: mappings are merged key by key, `key: null` takes one away;
lists get longer, and `{add: […], remove: […]}` in place of a list also takes words away; all else is replaced.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import yaml

from kg.errors import SeedError, nearest

NULL = "tag:yaml.org,2002:null"
EDITS = ("add", "remove")
NAMED = ("term", "text")  # what a mapping in a list is called by


def merged_cells(below: dict[str, str], cells: dict[str, str]) -> dict[str, str]:
    """Return a row with the cells that another one fills.

    >>> merged_cells({"id": "JPN", "aliases": "Japan", "note": "x"}, {"id": "JPN", "aliases": "+Nippon", "note": "-"})
    {'id': 'JPN', 'aliases': 'Japan|Nippon', 'note': ''}
    """

    def cell(column: str) -> str:
        shipped, given = below.get(column, ""), cells.get(column, "")
        if given.startswith("+"):
            return "|".join(filter(None, (shipped, given[1:])))
        return shipped if not given else "" if given == "-" else given

    return {column: cell(column) for column in below}


def merged(below: yaml.Node, over: yaml.Node) -> yaml.Node:
    """Return a tree of YAML with another one laid over it; neither is changed, and each part keeps its file and line.

    Raises SeedError where something is taken away that is not there.
    """
    if isinstance(below, yaml.SequenceNode):
        if isinstance(over, yaml.SequenceNode):
            return _longer(below, over.value)
        edits = _edits(over)
        if edits is not None:
            kept = below.value
            for item in edits.get("remove", ()):
                kept = _without(kept, item)
            return _longer(_like(below, kept), edits.get("add", ()))
    if isinstance(below, yaml.MappingNode) and isinstance(over, yaml.MappingNode):
        return _like(below, _merged_pairs(below, over))
    return over


def _merged_pairs(below: yaml.MappingNode, over: yaml.MappingNode) -> list[tuple[yaml.Node, yaml.Node]]:
    pairs = {key.value: (key, value) for key, value in below.value}
    for key, value in over.value:
        known = pairs.get(key.value)
        if value.tag == NULL and known is None:
            raise _error(key, f"nothing is called {key.value!r} here; {nearest(str(key.value), map(str, pairs))}")
        if value.tag == NULL:
            del pairs[key.value]
        else:
            pairs[key.value] = (key, value) if known is None else (known[0], merged(known[1], value))
    return list(pairs.values())


def _edits(node: yaml.Node) -> dict[str, Sequence[yaml.Node]] | None:
    """The lists of `{add: […], remove: […]}`, None for any other thing."""
    if not isinstance(node, yaml.MappingNode) or not {key.value for key, _ in node.value} <= set(EDITS):
        return None
    return {key.value: value.value for key, value in node.value if isinstance(value, yaml.SequenceNode)}


def _longer(below: yaml.Node, items: Iterable[yaml.Node]) -> yaml.Node:
    there = {item.value for item in below.value if isinstance(item, yaml.ScalarNode)}
    new = (item for item in items if not isinstance(item, yaml.ScalarNode) or item.value not in there)
    return _like(below, [*below.value, *new])


def _without(items: Sequence[yaml.Node], gone: yaml.Node) -> list[yaml.Node]:
    """The items without the one of that name, which may stand in a list inside of them."""
    kept: list[yaml.Node] = []
    for item in items:
        if isinstance(item, yaml.MappingNode) and not _is(item, gone):
            item = _like(item, [(key, _without_inside(value, gone)) for key, value in item.value])
        if not _is(item, gone):
            kept.append(item)
    if _names(kept) == _names(items):
        raise _error(gone, f"there is no {gone.value!r} to remove; {nearest(str(gone.value), _names(items))}")
    return kept


def _without_inside(value: yaml.Node, gone: yaml.Node) -> yaml.Node:
    if not isinstance(value, yaml.SequenceNode):
        return value
    return _like(value, [inner for inner in value.value if not _is(inner, gone)])


def _is(item: yaml.Node, named: yaml.Node) -> bool:
    return named.value in _own_names(item)


def _own_names(item: yaml.Node) -> list[str]:
    if isinstance(item, yaml.ScalarNode):
        return [item.value]
    if isinstance(item, yaml.MappingNode):
        return [v.value for key, v in item.value if key.value in NAMED and isinstance(v, yaml.ScalarNode)]
    return []


def _names(items: Iterable[yaml.Node]) -> list[str]:
    found: list[str] = []
    for item in items:
        found += _own_names(item)
        if isinstance(item, yaml.MappingNode):
            lists = [value.value for _, value in item.value if isinstance(value, yaml.SequenceNode)]
            found += [name for inner in lists for entry in inner for name in _own_names(entry)]
    return found


def _like(node: yaml.Node, value: object) -> yaml.Node:
    """A node of the same kind at the same place with other content."""
    made: yaml.Node = type(node)(node.tag, value, node.start_mark, node.end_mark)
    return made


def _error(node: yaml.Node, message: str) -> SeedError:
    return SeedError(f"{node.start_mark.name}, line {node.start_mark.line + 1}: {message}")
