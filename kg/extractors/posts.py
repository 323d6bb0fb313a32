"""Embassies and envoys: who sends them, and who receives them; as in "The French legation at Bern was closed"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.extractors.event_places import states_of_places
from kg.extractors.who import Roles, Who
from kg.model import ActorMention, PlaceMention, Sentence
from kg.seeds.actor_words import actor_words
from kg.text import Text
from kg.text.tree import Tree

AT_A_POST = ("in", "at", "to")
NEAR = 3  # sentences before, in which the post stands to which an envoy comes


class Post(NamedTuple):
    """A post that a sentence names: the token of its noun, who sends it, and who receives it."""

    noun: int
    senders: tuple[ActorMention, ...]
    hosts: tuple[ActorMention, ...]


def post_roles(text: Text, who: Who, places: Sequence[PlaceMention], verb: int, roles: Roles) -> Roles:
    """Return the roles of a verb by which a post is opened or closed, raised or lowered, or an envoy presents himself.

    Who sends it acts where nobody else is said to, and its host is whom it concerns; a host that acts concerns the
    sender: "Iraq closed the American embassy in Baghdad". Without a post or an envoy the roles stay as they are.
    """
    tree = text.tree
    arguments = text.clauses[verb]
    if any(tree.lemma(noun) in actor_words()["credentials"] for noun in arguments.patients):
        return _envoy_roles(text, who, places, verb, roles)
    nouns = dict.fromkeys((*arguments.patients, *arguments.subjects))
    worked = [kid for noun in nouns if tree.lemma(noun) == "operation" for kid in tree.kids(noun, "compound")]
    noun = next((noun for noun in (*nouns, *worked) if is_post(tree, noun)), None)
    if noun is None:
        between = _between(text, who, places, verb) if roles.reciprocal and len(roles.actors) < 2 else None
        return between or roles
    post = _post(tree, who, places, noun)
    if not post.hosts:  # "was opened in the Swiss embassy in Bern"
        post = post._replace(hosts=_hosts(tree, who, places, list(arguments.after("in", "at"))))
    if not any(m.readings or m.country for m in post.senders):
        post = _told_before(tree, who, places, post)
    if not (post.hosts or post.senders):
        return roles
    named = {m.head for m in (*post.senders, *post.hosts)}
    subjects = [m for noun in arguments.subjects if noun != post.noun for m in who.all_within([noun])]
    doers = subjects if not arguments.passive else [m for m in roles.actors if m.head not in named]
    if not doers:
        return Roles(post.senders, post.hosts)
    others = post.hosts if not _same(doers, post.hosts) else post.senders
    return Roles(tuple(doers), tuple(m for m in others if m not in doers)) if others else roles


def _between(text: Text, who: Who, places: Sequence[PlaceMention], verb: int) -> Roles | None:
    """Between whom relations begin, told by a post or an envoy: "were restored when Oman's mission in Bern opened"."""
    tree, sentence = text.tree, text.tree.parse.sentence_of(verb)
    if any(tree.lemma(kid) == "with" for kid in tree.kids(verb, "prep")):
        return None
    nouns = [i for i in range(sentence.first, sentence.last) if is_post(tree, i) or _is_envoy(tree, i)]
    found = [_post(tree, who, places, noun) for noun in nouns]
    both = next(((*post.senders, *post.hosts) for post in found if post.senders and post.hosts), ())
    return Roles(both, (), True) if both else None


def _envoy_roles(text: Text, who: Who, places: Sequence[PlaceMention], verb: int, roles: Roles) -> Roles:
    """An envoy hands over credentials for the state that sends him to the one he is sent to.

    Both are told by his office ("as British ambassador to Oman"), or the host by a post that the sentence names.
    """
    tree = text.tree
    arguments = text.clauses[verb]
    nouns = [*arguments.subjects, *(obj for lemma, obj in arguments.prepositions if lemma == "as")]
    nouns += [obj for noun in arguments.patients for lemma, obj in tree.prepositions(noun) if lemma == "as"]
    nouns += [kid for noun in nouns for kid in tree.kids(noun, "appos")]
    envoys = [_post(tree, who, places, noun) for noun in nouns if _is_envoy(tree, noun)]
    sentence = tree.parse.sentence_of(verb)
    told = [i for i in range(sentence.first, sentence.last) if is_post(tree, i) or _is_envoy(tree, i)]
    named = [_post(tree, who, places, i) for i in told]
    recipients = tuple(m for m in roles.recipients if m.head not in nouns)
    if not any(one.hosts for one in (*envoys, *named)) and not recipients:
        named += _posts_before(tree, who, places, sentence)
    hosts = recipients or next((one.hosts for one in (*envoys, *named) if one.hosts), ())
    senders = next((one.senders for one in (*envoys, *named) if one.senders), ())
    actors = who.unique([*(m for m in roles.actors if m not in hosts), *senders])
    return Roles(tuple(actors), tuple(m for m in hosts if m not in actors))


def _posts_before(tree: Tree, who: Who, places: Sequence[PlaceMention], sentence: Sentence) -> list[Post]:
    """The posts of the sentences just before, nearest first: an envoy comes to the embassy that was told of."""
    before = [s for s in tree.parse.sentences if s.start < sentence.start][-NEAR:]
    found = [_post(tree, who, places, i) for s in before for i in range(s.first, s.last) if is_post(tree, i)]
    return [post for post in reversed(found) if post.hosts and post.senders]


def _told_before(tree: Tree, who: Who, places: Sequence[PlaceMention], post: Post) -> Post:
    """The post with its sender, told of before: the last with the same host; of "the embassy" alone the one near by."""
    sentence = tree.parse.sentence_of(post.noun)
    if not post.hosts:
        near = _posts_before(tree, who, places, sentence) if tree.is_definite(post.noun) else []
        return near[0]._replace(noun=post.noun) if near else post
    before = [i for i in range(sentence.first) if is_post(tree, i)]
    told = (_post(tree, who, places, i) for i in reversed(before))
    known = (one for one in told if any(m.readings or m.country for m in one.senders))
    same = (one.senders for one in known if _same(one.hosts, post.hosts))
    return post._replace(senders=next(same, post.senders))


def roles_of_guests(text: Text, who: Who, places: Sequence[PlaceMention], verb: int, roles: Roles) -> Roles:
    """Who summons or expels an envoy where nobody is said to: whose ministry he is called to, else where he is posted.

    As in "The Swedish ambassador in Baghdad was summoned". Without such words the roles stay as they are.
    """
    tree = text.tree
    arguments = text.clauses[verb]
    envoys = [noun for noun in (*arguments.patients, *arguments.datives) if _is_envoy(tree, noun)]
    if not arguments.passive or not envoys or who.all_within(arguments.agents):
        return roles
    called = [obj for lemma, obj in arguments.prepositions if lemma in ("to", "before")]
    named = [m for m in who.all_within(called) if m.readings or m.country]  # of a bare ministry the post tells whose
    hosts = named or states_of_places(tree, places, [p for obj in called for p in places_of_post(tree, obj)])
    hosts = hosts or list(_post(tree, who, places, envoys[0]).hosts)
    hosts = hosts or states_of_places(tree, places, [obj for lemma, obj in arguments.prepositions if lemma == "in"])
    senders = who.within(envoys[0], 2, ("of", "from"))
    heads = {m.head for m in senders}
    return Roles(tuple(m for m in hosts if m.head not in heads), tuple(senders)) if hosts and senders else roles


def roles_of_recalled(text: Text, who: Who, places: Sequence[PlaceMention], verb: int, roles: Roles) -> Roles:
    """Whom a recalled envoy leaves: his host, where nobody else is named: "recalled its ambassador to Bern"."""
    arguments = text.clauses[verb]
    envoys = [noun for noun in arguments.patients if _is_envoy(text.tree, noun)]
    hosts = [m for noun in envoys for m in _post(text.tree, who, places, noun).hosts if m not in roles.actors]
    others = [m for m in roles.recipients if m.head not in envoys]
    return roles if others or not hosts else Roles(roles.actors, tuple(who.unique(hosts)))


def roles_of_appointed(text: Text, who: Who, _: Sequence[PlaceMention], verb: int, roles: Roles) -> Roles:
    """Who appoints an envoy where nobody is said to: the state whose envoy he becomes, "appointed U.S. Consul in Bern".

    Whoever is appointed is the recipient, never the state that he goes to.
    """
    tree = text.tree
    arguments = text.clauses[verb]
    offices = [kid for kid in tree.kids(verb, "oprd") if _is_envoy(tree, kid)]
    offices += [obj for lemma, obj in arguments.prepositions if lemma == "as"]
    appointed = who.all_within(arguments.patients)
    senders = [m for noun in offices for m in who.within(noun, 1, ("of",))] if arguments.passive else []
    actors = [m for m in roles.actors if m not in appointed] or [m for m in senders if m not in appointed]
    return Roles(tuple(actors), tuple(appointed))


def _is_envoy(tree: Tree, noun: int) -> bool:
    words = {tree.lemma(noun), *(tree.lemma(kid) for kid in tree.kids(noun, "compound", "amod", "nmod"))}
    return not words.isdisjoint(actor_words()["envoys"])


def is_post(tree: Tree, noun: int) -> bool:
    """Is the noun a diplomatic post: "the legation", "its consulate general", "a liaison office"?"""
    words, lemma = actor_words(), tree.lemma(noun)
    if lemma in words["posts"] or (lemma == "mission" and places_of_post(tree, noun)):
        return True
    before = {tree.lemma(kid) for kid in tree.kids(noun, "compound", "amod", "nmod")}
    return (lemma == "general" and "consulate" in before) or (
        lemma in words["offices_abroad"] and bool(before & words["diplomatic_words"])
    )


def _post(tree: Tree, who: Who, places: Sequence[PlaceMention], noun: int) -> Post:
    hosts = _hosts(tree, who, places, places_of_post(tree, noun))
    named = [m for m in who.within(noun, 1, ("of",)) if m.kind != "group"]  # not "the ambassador resident in Bern"
    senders = [m for m in named if m.head not in {host.head for host in hosts}]
    return Post(noun, tuple(senders), hosts)


def _hosts(tree: Tree, who: Who, places: Sequence[PlaceMention], behind: Sequence[int]) -> tuple[ActorMention, ...]:
    """Who receives the post that stands there: "a Swiss section in the Swedish embassy in Tehran"."""
    inside = next((other for other in behind if is_post(tree, other)), None)
    if inside is not None:
        return _post(tree, who, places, inside).hosts
    return tuple(who.all_within(behind) or states_of_places(tree, places, behind))


def places_of_post(tree: Tree, noun: int) -> list[int]:
    """Where a post or an envoy is, and to whom: the nouns behind "in", "at" and "to"."""
    return [obj for lemma, obj in tree.prepositions(noun) if lemma in AT_A_POST]


def _same(some: Sequence[ActorMention], others: Sequence[ActorMention]) -> bool:
    return not {_party(m) for m in some}.isdisjoint(_party(m) for m in others)


def _party(mention: ActorMention) -> str | None:
    return mention.country or next((one.entity for one in mention.readings), None)
