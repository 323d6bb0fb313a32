"""Who and where: from a parsed document to the mentions of actors and places, each with ranked candidates.

Names come from the gazetteer and, where it knows nothing, from the engine. Syntax decides what they do: a capital that
speaks is its state, behind "in" it is a place; a people before an office ("a Japanese foreign ministry official") names
the state that the phrase speaks for. What only coreference can tell has no candidates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extractors.actor_names import CALENDAR, Name, find_names, has_suffix
from kg.extractors.actor_phrases import OfficeMention, find_offices
from kg.extractors.actor_places import in_pair, is_language, placement
from kg.extractors.actor_readings import Readings
from kg.gazetteer import default_gazetteer
from kg.gazetteer.offices import CROWDS, MANY_HOLDERS, is_body, is_private
from kg.identity import slug
from kg.model import TOO_WEAK, ActorMention, Candidate, PlaceMention
from kg.seeds.actor_words import actor_words, country_groups, group_nouns
from kg.seeds.actors import Body, PlaceRow
from kg.seeds.grammar import load_grammar
from kg.text import Text
from kg.text.words import HE_OR_SHE, IT, ORDER_OF_TWO, SPEAKER, THEY

HOME_SECTORS = frozenset({"COP", "JUD", "LEG", "MIL"})  # whose people act for the state that the text is about
PRONOUNS = HE_OR_SHE | THEY | IT | SPEAKER
FORMER = "former"  # before the words of an office that is held no more
SEAS = ("ocean", "sea", "gulf", "strait", "channel")  # behind a people: "the Indian Ocean" is not India's
AT_HOME = ("police", "judiciary")  # kinds of offices that act where they are: "police arrested ten in Minsk"
FROM_WHOM = ("of", "for", "from")  # behind a diplomat: "ambassador to Greece" and "in Rome" say whereto
OF_PREPOSITIONS = ("of", "for", "from", "at", "with", "to", "in", "within", "on", "near")


def find_actor_mentions(text: Text) -> tuple[tuple[ActorMention, ...], tuple[PlaceMention, ...]]:
    """Return the mentions of actors and of places, each in the order of the text.

    >>> from kg.model import Document
    >>> document = Document(text="A Japanese foreign ministry official met reporters in Seoul.")
    >>> actors, places = find_actor_mentions(Text.read(document))
    >>> [(m.candidates[0].entity, m.office) for m in actors[:1]], places[0].candidates[0].entity
    ([('JPN', 'foreign ministry official')], 'kor-seoul')
    """
    finder = _Finder(text)
    finder.run()
    actors = sorted(finder.actors, key=lambda m: (m.start, -m.end, m.form))
    places = sorted(finder.places, key=lambda m: (m.start, -m.end))
    return tuple(dict.fromkeys(actors)), tuple(dict.fromkeys(places))


class _Finder:
    """The state of one document's search: names, offices, and what has been said already."""

    def __init__(self, text: Text) -> None:
        self.text, self.document, self.parse, self.tree = text, text.document, text.parse, text.tree
        self.gazetteer = default_gazetteer()
        found = find_offices(self.tree)
        spoken_for = {i for office in found for i in range(office.first, office.last)}
        days = [(time.start, time.end) for time in text.times if CALENDAR.match(time.value)]
        self.names = [
            name
            for name in find_names(text, self.gazetteer)
            if (
                name.senses
                or name.within
                or name.label != "ORG"
                or name.head not in spoken_for  # "Supreme Court" is an office, not a name
            )
            and not self._is_date(name, days)  # "on 7 May"
        ]
        self.readings = Readings(text, self.gazetteer, self.names)
        self.name_at = {i: name for name in self.names for i in range(name.first, name.last)}
        self.offices = [office for office in found if not self._inside_name(office)]
        self.office_by_head = {office.head: office for office in self.offices}
        self.attached: dict[int, list[Name]] = {}
        for name in self.names:
            top = self._top(name)
            if top not in range(name.first, name.last):
                self.attached.setdefault(top, []).append(name)
        self.used_offices: set[OfficeMention] = set()
        self.used_names: set[Name] = set()
        self.actors: list[ActorMention] = []
        self.places: list[PlaceMention] = []

    def run(self) -> None:
        """Collect the mentions: people first, since titles and countries before a name belong to it."""
        for name in self.names:
            if name.is_person and name not in self.used_names:
                self._person(name)
        for office in sorted(self.offices, key=lambda r: r.head):
            if office not in self.used_offices:
                self._office(office)
        for name in self.names:
            if name not in self.used_names and not name.is_person:
                self._bare(name)
        self._groups_and_pronouns()

    # -------------------------------------------------------------------------- structure
    def _is_date(self, name: Name, days: Sequence[tuple[int, int]]) -> bool:
        start, end = self.tree.tokens[name.first].start, self.tree.tokens[name.last - 1].end
        return any(first <= start and end <= last and (first, last) != (start, end) for first, last in days)

    def _inside_name(self, office: OfficeMention) -> bool:
        return any(
            i in self.name_at
            and (self.name_at[i].senses or self.name_at[i].within or self.name_at[i].label == "PERSON")
            for i in range(office.first, office.last)
        )

    def _top(self, name: Name) -> int:
        """The noun that a name modifies; itself where it stands alone. Hyphen pairs and chains are climbed through."""
        return self.tree.phrase_head(name.head)

    def _titles(self, name: Name) -> list[OfficeMention]:
        inside = range(name.first, name.last)
        titles = [
            office
            for office in self.offices
            if office.last <= name.first
            and (self.tree.phrase_head(office.head) in inside or office.last == self._before_rank(name))
            and office.first >= self.parse.sentence_of(name.first).first
            and name.first - office.last <= 6
        ]
        for kid in self.tree.kids(name.head, "appos"):
            office = self._office_headed(kid)
            if office is not None:
                titles.append(office)
        if not titles:
            owner = self._name_ending(self._before_rank(name))
            if owner is not None and owner.senses and not owner.is_person:  # "the head of the JMSDF Goro Sakai"
                near = [r for r in self.offices if owner.first - 4 <= r.last < owner.first and not is_body(r.row)]
                titles = [r for r in near if self._behind(owner, "of", "for") and self._complement_of(owner, r)][-1:]
        return titles

    def _before_rank(self, name: Name) -> int:
        """The first token of a name and the ranks before it: "Lt. Col." of "army spokesman Lt. Col. Mensah"."""
        first, tokens = name.first, self.tree.tokens
        while first:
            dots = 1 if tokens[first - 1].text == "." else 0
            rank = first - 1 - dots
            if rank < 0 or tokens[rank].text.lower().rstrip(".") not in actor_words()["ranks"]:
                break
            if self._office_headed(rank) is not None:
                break
            first = rank
        return first

    def _office_headed(self, index: int) -> OfficeMention | None:
        if index in self.office_by_head:
            return self.office_by_head[index]
        return next((office for office in self.offices if office.first <= index < office.last), None)

    def _apposed_to(self, name: Name) -> OfficeMention | None:
        """The office that a name is in apposition to: "the Japanese prime minister, Fumio Kishida"."""
        tokens = self.tree.tokens
        token = tokens[name.head]
        if token.dep == "appos":
            office = self._office_headed(token.head)
            before = self._offices_before(name)
            served = self.name_at.get(token.head)
            if office is None and served is not None and before and self._complement_of(served, before[-1]):
                return before[-1]  # "a spokesman for the Tigers, X"
            if office is None or not is_body(office.row):
                return office
            return before[-1] if before else None  # "a spokesman for the ministry, X"
        if (
            token.dep == "pobj" and not name.senses
        ):  # "the chief of staff of the Maritime Self-Defense Force Goro Sakai"
            office = self._office_headed(tokens[token.head].head)
            owner = self._name_ending(self._before_rank(name))
            if (
                owner is not None
                and office is not None
                and not is_body(office.row)
                and tokens[token.head].lemma == "of"
            ):
                return office
        if (
            token.dep == "conj" and name.first and tokens[name.first - 1].text == ","
        ):  # "the president of Armenia, X, said"
            near = self._offices_before(name)
            closed = name.last < len(tokens) and tokens[name.last].text in (",", ".")
            if near and closed and tokens[near[-1].head].head != token.head and tokens[near[-1].head].dep != "conj":
                return near[-1]
        if name.first and tokens[name.first - 1].text == ",":  # "The president of Georgia, X had signed"
            near = self._offices_before(name)
            if near and not tokens[near[-1].head].dep.endswith("obj"):
                last = self._name_ending(name.first - 1)
                if last is not None and self._complement_of(last, near[-1]):
                    return near[-1]
        return None

    def _offices_before(self, name: Name) -> list[OfficeMention]:
        """Offices of persons that stand a few words before a name."""
        return [r for r in self.offices if name.first - 8 <= r.first and r.last < name.first and not is_body(r.row)]

    def _name_ending(self, index: int) -> Name | None:
        return next((name for name in self.names if name.last == index), None)

    def _owners(self, head: int, office: OfficeMention | None, depth: int = 3) -> list[Name]:
        """Names that say for whom a phrase stands, in the order of the text; `head` is the phrase's head token."""
        found: list[Name] = []
        tops = {head}
        if office is not None:
            tops |= {office.head, self.tree.phrase_head(office.head)}
        for top in tops:
            for name in self.attached.get(top, ()):
                if name not in found and (office is None or name.last <= office.head):
                    found.append(name)
        for base in tops:
            for kid in self.tree.kids(base, "poss"):
                found += [n for n in self._names_of(kid, depth - 1) if n not in found]
        found = [name for name in found if not self._names_a_sea(name)]
        if office is not None and not office.row.speaks_for_state:  # "Tuareg rebels of the MNLA"
            served = (n for obj in self.tree.objects(head, "of") for n in self._names_of(obj, 0))
            found += [n for n in served if self.readings.is_listed_group(n) and n not in found]
        if depth and not any(self.readings.has_party(name) for name in found):
            sent = office is not None and office.row.kind == "diplomat" and not is_body(office.row)
            sent = sent or (office is not None and office.row.term in actor_words()["posts"])  # "the embassy in Bern"
            for obj in self.tree.objects(head, *(FROM_WHOM if sent else OF_PREPOSITIONS)):
                found += [n for n in self._names_of(obj, depth - 1) if n not in found]
                if office is not None and office.row.sector == "JUD":  # the tribunal in The Hague is no Dutch one
                    found = [n for n in found if n.key not in actor_words()["seats_of_courts"]]
                if any(self.readings.has_party(name) for name in found):
                    break
        return sorted(found, key=lambda name: name.start)

    def _names_a_sea(self, name: Name) -> bool:
        """Is the name part of a sea's: "the Indian Ocean", "the South China Sea"?"""
        top = self._top(name)
        return top >= name.last and self.tree.tokens[top].text.lower() in SEAS and self.tree.tokens[top].pos == "PROPN"

    def _names_of(self, index: int, depth: int) -> list[Name]:
        """The names that a noun phrase stands for: its own, or those that its head is described with."""
        found: list[Name] = []
        for part in self.tree.conjuncts(index):
            name = self.name_at.get(part)
            if name is not None:
                found.append(name)
            elif part in self.attached:
                found += [owner for owner in self.attached[part] if not self._names_a_sea(owner)]
            elif depth:
                office = self._office_headed(part)
                if office is not None:
                    found += self._owners(part, office, depth)
        return found

    # -------------------------------------------------------------------------- people
    def _person(self, name: Name) -> None:
        below = self.office_by_head.get(self._top(name))
        if below is not None and below.first >= name.last:
            return  # "the Moon administration": the office takes the name
        titles = self._titles(name)
        apposed = self._apposed_to(name)
        if apposed is not None:
            titles = [*titles, apposed]
        owners: list[Name] = [n for n in self.attached.get(name.head, ()) if n.first < name.first]
        for i in range(name.first, name.last):
            owners += [n for n in self.attached.get(i, ()) if n not in owners and n.last <= name.first]
        present = [t for t in titles if not self._is_past(t)]
        for title in present or titles:
            owners += [n for n in self._owners(title.head, title) if n not in owners and n is not name]
        owners += [
            n
            for kid in self.tree.kids(name.head, "poss")
            for n in self._names_of(kid, 1)
            if n not in owners and n is not name
        ]
        owners += [
            n
            for obj in self.tree.objects(name.head, "of", "from")
            for n in self._names_of(obj, 0)
            if n not in owners and n.senses and not n.is_person
        ]
        owners = [n for n in owners if not n.is_person] if any(not n.is_person for n in owners) else owners
        owners = owners or self._describing(name)
        candidates, country, organisation = self.readings.person(name, present or titles, owners)
        if not candidates:
            if name.senses and not titles:
                self.used_names.add(name)  # a surname that nothing supports
            return
        first, head = name.first, name.head
        pieces = titles
        for title in pieces:
            self.used_offices.add(title)
            self._use_inner_offices(title)
        before = [t.first for t in titles if t.last <= name.first and t is not apposed]
        first = min(
            [first, *before, *(n.first for n in owners if n.first < name.first and self._adjoins(n, name, titles))]
        )
        if apposed is not None:
            head = apposed.head
            first = min(first, apposed.first, self.tree.left_edge(apposed.head))
        for owner in owners:
            if not owner.is_person and self._belongs(owner, name, titles):
                self.used_names.add(owner)
            elif not owner.senses and owner.last < name.first and self._adjoins(owner, name, titles):
                self.used_names.add(owner)  # "Amal leader Nabih Berri", of which the engine makes two persons
                self.actors[:] = [actor for actor in self.actors if actor.start != owner.start]
        self.used_names.add(name)
        shown = (present or titles)[:1]
        office = " ".join(self._office_words(t) for t in shown) or None
        sector = shown[0].row.sector if shown else None
        if titles and not present:  # a former president acts for nobody
            office, sector, country = f"{FORMER} {office}".removeprefix(f"{FORMER} {FORMER} "), "ELI", None
        elif is_private([title.row for title in present]):  # nor does an opposition leader or a citizen
            country = None
        known = any(self.gazetteer.get(c.entity) for c in candidates)
        self.actors.append(
            ActorMention(
                self.parse.tokens[first].start,
                name.end,
                head,
                "name",
                candidates,
                office,
                sector,
                country=country,
                organisation=organisation,
                kind="person",
                label=None if known else self.readings.full_name(name),
            )
        )

    def _is_past(self, title: OfficeMention) -> bool:
        """Is the office one that somebody held before: "the former South Korean foreign minister", "ex-president"?"""
        before = {self.tree.tokens[k].text.lower() for k in self.tree.kids(title.head, "amod", "compound", "advmod")}
        words = actor_words()["former_words"]
        return bool(before & words) or title.row.term.split()[0].split("-")[0] in words

    def _describing(self, name: Name) -> list[Name]:
        """A people before what a person is: "the Japanese climber Kenji Watanabe", "X, a Japanese climber,"."""
        tokens = self.tree.tokens
        first = self._before_rank(name)
        while first and tokens[first - 1].pos in ("NOUN", "ADJ") and first - 1 not in self.name_at:
            first -= 1
        before = self._name_ending(first)
        described = [before] if before is not None and first < name.first else []
        for kid in self.tree.kids(name.head, "appos"):
            described += self.attached.get(kid, ())
        described += self._served(name)
        return [n for n in described if any(s.way in ("adjective", "name", "people", "ambiguous") for s in n.senses)]

    def _served(self, name: Name) -> list[Name]:
        """For whom somebody serves by the office that the clause gives him: "X came to Bern as the Omani envoy"."""
        token, words = self.tree.tokens[name.head], load_grammar()["serving_as"]
        if token.dep not in ("nsubj", "nsubjpass"):
            return []
        verb, things = token.head, self.tree.kids(token.head, "dobj")
        handed = any(self.tree.lemma(thing) in actor_words()["credentials"] for thing in things)
        if not handed and (self.tree.lemma(verb) not in words or (things and token.dep == "nsubj")):
            return []
        nouns = [
            *self.tree.kids(verb, "attr", "oprd"),
            *(i for k in (verb, *things) for i in self.tree.objects(k, "as")),
        ]
        offices = [(noun, self._office_headed(noun)) for noun in nouns]
        return [owner for noun, office in offices if office is not None for owner in self._owners(noun, office)]

    def _adjoins(self, owner: Name, name: Name, titles: list[OfficeMention]) -> bool:
        """Whether a country belongs to the same stretch of words: "Japan's Prime Minister Fumio Kishida"."""
        between = range(owner.last, name.first)
        covered = {i for t in titles for i in range(t.first, t.last)}
        loose = [
            i for i in between if i not in covered and self.tree.tokens[i].pos not in ("PART", "ADJ", "PROPN", "NOUN")
        ]
        return not loose and len(between) <= 10

    def _belongs(self, owner: Name, name: Name, titles: list[OfficeMention]) -> bool:
        """Whether an owner is only said to place the person: it is then no actor of its own."""
        if self._adjoins(owner, name, titles) and owner.last <= name.first:
            return True
        token = self.tree.tokens[owner.head]
        if token.dep == "pobj" and self.tree.tokens[token.head].head == name.head and self._behind(owner, "of"):
            return True  # "Kofi Annan of Ghana"
        return any(owner in self._owners(title.head, title) and owner.first > title.first - 12 for title in titles)

    def _use_inner_offices(self, outer: OfficeMention) -> None:
        for office in self.offices:
            if office is not outer and (
                self.tree.phrase_head(office.head) == outer.head
                or any(obj == office.head for obj in self.tree.objects(outer.head, "of", "for", "at"))
            ):
                self.used_offices.add(office)

    # -------------------------------------------------------------------------- offices and bodies
    def _office(self, office: OfficeMention) -> None:
        top = self.tree.phrase_head(office.head)
        outer = self.office_by_head.get(top)
        if outer is not None and outer is not office and outer not in self.used_offices:
            return  # "foreign ministry" in "foreign ministry official"
        if (
            self.tree.tokens[office.head].dep == "appos"
            and self.name_at.get(self.tree.tokens[office.head].head) in self.used_names
        ):
            self.used_offices.add(office)
            return
        if self._is_named(office, top) or self._tells_what_a_group_is(office):
            self.used_offices.add(office)
            owners = [*self._owners(office.head, office), *self.attached.get(top, ())]
            self.used_names.update(n for n in owners if n.last <= office.head)
            return
        owners = [n for n in self._owners(office.head, office) if self.readings.can_own(n)]
        relational = office.row.term in actor_words()["relational_nouns"]
        if relational and any(kid in self.name_at for kid in self.tree.kids(office.head, "appos")):
            self.used_offices.add(office)  # "its ally Russia" is Russia
            return
        if relational:  # "Tokyo's ally" is not Tokyo
            owners = [n for n in owners if self.tree.tokens[n.head].dep != "poss" and n.first < office.first]
        if top != office.head and self.tree.tokens[top].lemma in actor_words()["non_actor_nouns"]:  # "Swiss army knife"
            self.used_offices.add(office)
            self.used_names.update(owners)
            return
        inner = [
            r
            for r in self.offices
            if r is not office and self.tree.phrase_head(r.head) == office.head and r.head < office.head
        ]
        words = self._office_words(office, inner)
        sector = self._sector(office, inner)
        self.used_offices.update((office, *inner))
        if self._is_group(office.head) and not owners:
            return
        ethnic = any(self._of_origin(n) for n in owners)
        candidates, together = self.readings.owners(owners, first=office.row.kind == "diplomat")
        if ethnic:
            self.used_names.update(owners)
            candidates = ()
        local = not office.row.speaks_for_state or office.row.kind in AT_HOME
        where = self._acts_in(office.head) if local and not candidates else None
        if where and office.row.speaks_for_state and not self.tree.is_definite(office.head):
            candidates = (Candidate(where, 0.6, "acts there"),)
        crowd = office.row.kind in CROWDS and office.head == self.tree.phrase_head(office.head)
        if not candidates and where is None and not ethnic and not crowd and not self._points_back(office):
            return
        first = min([office.first, *(r.first for r in inner), *(n.first for n in owners if n.last <= office.head)])
        first = min(first, self.tree.left_edge(office.head)) if candidates else first
        last = max([office.last, *(n.last for n in owners if self._complement_of(n, office))])
        self.actors.append(
            ActorMention(
                self.parse.tokens[first].start,
                self.parse.tokens[last - 1].end,
                office.head,
                "group" if together else "nominal",
                () if together else candidates,
                words,
                sector,
                country=where,
                kind=None if office.row.speaks_for_state else "group",
                parts=candidates if together else (),
            )
        )
        for owner in owners:
            location = self._behind(owner, "in", "near", "at", "on")
            if location or (owner.is_person and self._behind(owner, *OF_PREPOSITIONS)):
                continue
            possessor = self.tree.tokens[owner.head].dep == "poss"
            if not (possessor and not office.row.speaks_for_state):
                self.used_names.add(owner)

    def _is_named(self, office: OfficeMention, top: int) -> bool:
        """Does the name of a group follow that the words describe: "the U.S. technology company Google"?"""
        if office.row.speaks_for_state:
            return False
        name = self.name_at.get(top) or self.name_at.get(office.last)
        if name is None or name.first != office.last or name.is_person or not self.readings.is_group(name):
            return False
        return top in range(name.first, name.last) or self.tree.tokens[name.head].dep == "appos"

    def _tells_what_a_group_is(self, office: OfficeMention) -> bool:
        """Do the words stand beside the name of a listed group: "Rosneft, the Russian state oil company,"?"""
        named = self.name_at.get(self.tree.tokens[office.head].head)
        beside = self.tree.tokens[office.head].dep == "appos" and not office.row.speaks_for_state
        return beside and named is not None and self.readings.is_listed_group(named)

    def _acts_in(self, head: int) -> str | None:
        """The country in which a group acts, where the clause says so: "protesters blocked roads in Algiers"."""
        verb = self.tree.clause_verb(head)
        if not self.tree.is_verb(verb):
            return None
        bases = [head, *self.tree.kids(head, "acl", "relcl"), verb, *self.tree.kids(verb, "dobj", "xcomp")]
        objects = [obj for base in bases for obj in self.tree.objects(base, "in", "at", "near", "across", "throughout")]
        names = [self.name_at[obj] for obj in objects if obj in self.name_at]
        return self.readings.country_of([n for n in names if not n.is_person])

    def _behind(self, name: Name, *prepositions: str) -> bool:
        token = self.tree.tokens[name.head]
        return token.dep == "pobj" and self.tree.tokens[token.head].lemma in prepositions

    def _complement_of(self, name: Name, office: OfficeMention) -> bool:
        return (
            name.first >= office.last
            and name.first - office.last <= 4
            and self._behind(name, "of", "in", "from", "for", "at")
        )

    def _points_back(self, office: OfficeMention) -> bool:
        """Whether a bare office may stand for somebody named before: "the president", but not "a minister"."""
        owned = any(self.tree.tokens[k].pos in ("NOUN", "PROPN") for k in self.tree.kids(office.head, "poss"))
        if self.tree.is_definite(office.head) and not owned:  # "the two countries' leaders" are those of the countries
            return True
        token = self.tree.tokens[office.head]
        if token.dep not in ("nsubj", "nsubjpass"):
            return False
        single = not office.plural or office.row.kind in (*MANY_HOLDERS, "police")
        alone = not self.tree.kids(office.head, "det", "amod", "nummod", "compound", "relcl", "acl", "prep")
        return (single and token.pos == "PROPN") or (alone and office.row.sector in HOME_SECTORS)  # "Police arrested"

    def _office_words(self, office: OfficeMention, inner: Sequence[OfficeMention] = ()) -> str:
        """The words of an office, with those of an office inside it that stand before: "foreign ministry official"."""
        first = min([office.first, *(r.first for r in inner if r.last <= office.first)])
        text = self.document.text[self.parse.tokens[first].start : self.parse.tokens[office.last - 1].end]
        return " ".join(text.lower().split())

    @staticmethod
    def _sector(office: OfficeMention, inner: list[OfficeMention]) -> str:
        generic = office.row.kind in ("cabinet", "spokesperson", "diplomat")
        for other in inner:
            if generic and other.row.sector != "GOV":
                return other.row.sector
        return office.row.sector

    # -------------------------------------------------------------------------- names by themselves
    def _bare(self, name: Name) -> None:
        words = actor_words()
        if is_language(self.tree, name) or self._names_a_sea(name):
            return
        candidates = self.readings.candidates(name)
        places = self.readings.places(name)
        if candidates and self._in_another_state(name, candidates):
            return
        before = self.tree.tokens[name.first - 1].text.lower() if name.first else ""
        if name.key == "america" and before in words["other_americas"]:
            return
        if self._of_origin(name):
            self._ethnic_group(name)
            return
        top = self._top(name)
        noun = self.tree.tokens[top].lemma if top != name.head else ""
        owned = self._possessed(name)
        if top != name.head and top in self.name_at and self._describes(name, self.name_at[top]):
            return
        if owned and self.tree.tokens[name.head].head in self.name_at and self._has_a_group(name):
            return  # "Japan's Asahi Shimbun"
        leads = has_suffix(self.text, name, frozenset({"led"})) or (noun == "war" and in_pair(self.tree, name))
        if not leads and noun in words["non_actor_nouns"] and self.tree.tokens[top].pos in ("NOUN", "PROPN"):
            return
        if candidates and candidates[0].confidence < TOO_WEAK:
            candidates = ()
        acts, lies = placement(
            self.tree,
            name,
            noun or owned,
            candidates,
            places,
            self.readings.is_city(name),
            self.readings.is_city_state(name),
        )
        if has_suffix(self.text, name, words["suffixes_not_actor"]):
            acts, lies = 0.0, self.tree.tokens[name.head].pos != "ADJ"
        if lies and (places or candidates):
            here = places if places and (self.readings.is_city(name) or not candidates) else (*candidates, *places)
            self.places.append(PlaceMention(name.start, name.end, name.head, tuple(c for c in here if c.entity)))
        if candidates and acts:
            factor = acts / max(c.confidence for c in candidates) if acts < 0.9 else 1.0
            scaled = tuple(Candidate(c.entity, round(min(1.0, c.confidence * factor), 2), c.reason) for c in candidates)
            self.actors.append(self._name_mention(name, scaled))
        elif (
            not name.senses and name.label == "ORG" and self._top(name) == name.head
            and not self.readings.is_idea(name) and not self._says_where(name)
        ):  # fmt: skip
            self._unknown_organisation(name)

    def _says_where(self, name: Name) -> bool:
        """As in "signed in Kirkenes", "near Pale", "the oasis of Kufra": a name that no table holds, of a place."""
        words, token = actor_words(), self.tree.tokens[self.tree.first_conjunct(name.head)]
        above = self.tree.tokens[token.head]
        if token.dep != "pobj" or name.last - name.first > 2:
            return False
        place = above.lemma == "of" and self.tree.lemma(above.head) in words["place_nouns"]
        return place or above.lemma in words["location_prepositions"]

    def _is_counted(self, name: Name) -> bool:
        """Are they some of a people, "20 Cubans", "two of the Cubans", "Serbs protested"? They act for no state."""
        tree, token = self.tree, self.tree.tokens[name.head]
        people = any(sense.way == "people" for sense in name.senses) or token.tag in ("NNPS", "NNS")
        if not people or not any(sense.way in ("people", "ambiguous") for sense in name.senses):
            return False
        part = tree.tokens[token.head].head if token.dep == "pobj" and tree.lemma(token.head) == "of" else name.head
        if part != name.head and tree.tokens[part].pos == "NUM":
            return True  # "three of the Cubans"
        if tree.is_definite(name.head):
            return False
        if tree.kids(name.head, "nummod"):
            return True
        if token.dep == "nsubj" and not tree.children[name.head] and token.tag in ("NNPS", "NNS"):
            return tree.lemma(token.head) in load_grammar()["doings_of_crowds"]
        return part != name.head and tree.lemma(part) in load_grammar()["measure_nouns"]

    def _name_mention(self, name: Name, candidates: tuple[Candidate, ...]) -> ActorMention:
        if self._is_counted(name):
            return ActorMention(
                name.start, name.end, name.head, "nominal", candidates, "citizens", "CVL", kind="group",
            )  # fmt: skip
        office, sector = self.readings.body(candidates)
        candidates = self._of_its_owner(name, candidates)
        country = self.readings.described_country(name, self.attached.get(name.head, ()))
        return ActorMention(name.start, name.end, name.head, "name", candidates, office, sector, country=country)

    def _of_its_owner(self, name: Name, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
        """A body's name that several states share is of the state before it: "the Libyan House of Representatives"."""
        entry = self.gazetteer.get(candidates[0].entity)
        if not isinstance(entry, Body):
            return candidates
        before = [
            *self.attached.get(name.head, ()),
            *(n for k in self.tree.kids(name.head, "poss") for n in self._names_of(k, 0)),
        ]
        owners = [
            n for n in before if n.last <= name.first and self.readings.country_of([n]) not in (None, entry.country)
        ]
        if len(owners) != 1:
            return candidates
        self.used_names.add(owners[0])
        self.actors[:] = [actor for actor in self.actors if actor.start != owners[0].start]
        return tuple(self.readings.party_of(owners[0]))

    def _in_another_state(self, name: Name, candidates: Sequence[Candidate]) -> bool:
        """Does a region behind the name say that it is a town there: "Panama City, Florida", "Lebanon, Ohio"?"""
        tokens = self.tree.tokens
        if name.last + 1 >= len(tokens) or tokens[name.last].text != ",":
            return False
        region = self.name_at.get(name.last + 1)
        if region is None or region.first != name.last + 1 or region.is_person or self.readings.candidates(region):
            return False
        rows = [self.gazetteer.get(place.entity) for place in self.readings.places(region)]
        countries = {row.country for row in rows if isinstance(row, PlaceRow) and row.kind == "region"}
        return bool(countries) and not countries & {candidate.entity for candidate in candidates}

    def _of_origin(self, name: Name) -> bool:
        """Does a word like "ethnic" before it make the name a people's, not its state's?"""
        return name.first > 0 and self.tree.tokens[name.first - 1].text.lower() in actor_words()["origin_adjectives"]

    def _ethnic_group(self, name: Name) -> None:
        """A people that is not its state's: "ethnic Albanians" belong where they act."""
        start = self.parse.tokens[name.first - 1].start
        text = self.document.text[start : name.end]
        self.actors.append(
            ActorMention(
                start,
                name.end,
                name.head,
                "name",
                (Candidate(slug(text), 0.4, "a people, not its state"),),
                None,
                "UNK",
                country=self._acts_in(name.head),
                kind="group",
                label=" ".join(text.split()),
            )
        )

    def _describes(self, name: Name, named: Name) -> bool:
        """Whether a people's adjective only says where a named group or firm belongs: "the Japanese daily Asahi"."""
        glued = self.document.text[name.end : named.start].strip()
        adjective = any(sense.way in ("adjective", "ambiguous") for sense in name.senses)
        return adjective and glued not in ("-", "–", "/") and self.readings.is_group(named)

    def _has_a_group(self, name: Name) -> bool:
        """Is the name only that of the state where a group belongs?"""
        named = self.name_at[self.tree.tokens[name.head].head]
        return not named.is_person and self.readings.is_listed_group(named)

    def _possessed(self, name: Name) -> str:
        token = self.tree.tokens[name.head]
        return self.tree.tokens[token.head].lemma if token.dep == "poss" else ""

    def _unknown_organisation(self, name: Name) -> None:
        """A company, newspaper or institute that no table holds, with its country where the words tell."""
        kind, sector = self.readings.organisation_kind(replace(name, key=(name.stands_for or name.key).casefold()))
        owners = [n for n in self._owners(name.head, None) if self.readings.can_own(n) and n is not name]
        country = self.readings.country_within(name) or self.readings.country_of(owners)
        text = name.stands_for or self.document.text[name.start : name.end]
        self.actors.append(
            ActorMention(
                name.start,
                name.end,
                name.head,
                "name",
                (Candidate(slug(text), 0.5, "an organisation that no table holds"),),
                None,
                sector,
                country=country,
                kind=kind,
                label=" ".join(text.split()),
            )
        )

    # -------------------------------------------------------------------------- groups and pronouns
    def _is_group(self, index: int) -> bool:
        token = self.tree.tokens[index]
        if token.text.lower() not in group_nouns() and token.text not in group_nouns():
            return False
        marks = {self.tree.tokens[k].text.lower() for k in self.tree.children[index]}
        kinds = {self.tree.tokens[k].text.lower() for k in self.tree.kids(index, "amod", "compound", "nmod")}
        if not marks & actor_words()["group_markers"] and kinds - actor_words()["group_adjectives"]:
            return False  # "the Arab states", "the nuclear powers": a kind of them, whoever was named before
        of = self.tree.objects(index, "of")
        if of and not marks & actor_words()["group_markers"]:  # "the governments of the region" are others
            return any(self.tree.tokens[i].pos in ("PRON", "DET", "NUM") or self._is_group(i) for i in of)
        return bool(marks & (actor_words()["group_markers"] | {"the"}))

    def _groups_and_pronouns(self) -> None:
        words = actor_words()
        markers = words["group_markers"]
        heads = {mention.head for mention in self.actors}
        for index, token in enumerate(self.tree.tokens):
            several = token.text in country_groups()  # "the two Koreas", for the engine a name
            if index in heads or (index in self.name_at and not several):
                continue
            lower = token.text.lower()
            if lower in PRONOUNS and token.tag in ("PRP", "PRP$") and not self._is_style(index):
                self._point(index, "pronoun")
            elif self._is_former_or_latter(index) or (lower in words["state_nouns"] and self._is_state_at_hand(index)):
                self._point(index, "pronoun", min(self.tree.kids(index, "det")))
            elif token.pos in ("NOUN", "PROPN") and self._is_group(index):
                first = self.tree.left_edge(index)
                determiners = [
                    k for k in self.tree.children[index] if self.tree.tokens[k].dep in ("det", "nummod", "predet")
                ]
                self._point(index, "group", min([first, *determiners]), office=None)
            elif (
                lower in markers
                and token.dep in ("nsubj", "nsubjpass", "pobj", "dobj", "conj")
                and token.pos in ("NUM", "PRON", "DET")
            ):
                definite = [k for k in self.tree.children[index] if self.tree.tokens[k].text.lower() == "the"]
                if (lower == "both" or definite) and not self.tree.kids(index, "prep"):
                    self._point(index, "group", min([index, *definite]))

    def _is_former_or_latter(self, index: int) -> bool:
        token = self.tree.tokens[index]
        subject = token.dep in ("nsubj", "nsubjpass")
        return token.text.lower() in ORDER_OF_TWO and subject and bool(self.tree.kids(index, "det"))

    def _is_state_at_hand(self, index: int) -> bool:
        """Whether a noun for a state points back as "the country" does, without more said about it."""
        token = self.tree.tokens[index]
        bare = not self.tree.kids(index, "amod", "compound", "poss", "prep", "relcl", "nummod", "acl")
        subject = token.dep in ("nsubj", "nsubjpass", "poss")
        return self.tree.is_definite(index) and bare and token.tag == "NN" and subject

    def _is_style(self, index: int) -> bool:
        """Whether a pronoun is part of a style: "His Majesty"."""
        following = self.tree.tokens[index + 1 : index + 2]
        return self.tree.tokens[index].text[:1].isupper() and bool(following) and following[0].tag == "NNP"

    def _point(self, index: int, form: str, first: int | None = None, office: str | None = None) -> None:
        first = index if first is None else first
        start, end = self.parse.tokens[first].start, self.parse.tokens[index].end
        self.actors.append(ActorMention(start, end, index, form, office=office))
