"""The word classes of seeds/grammar.yml: light verbs and the governors that tell modality."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from kg.errors import SeedError, nearest
from kg.seeds.files import read_yaml, shipped, shown
from kg.seeds.own import remembered

CLASSES = (
    "light_verbs", "ending_verbs", "receiving_verbs", "measure_nouns", "consequence_verbs", "state_nouns", "reporting",
    "planned",
    "hypothetical", "demanding", "commanding", "own_forces", "negated", "denied", "factual", "planned_modifiers",
    "hypothetical_modifiers", "negated_modifiers", "negators", "hypothetical_markers", "habitual_adverbs",
    "object_control", "object_states", "subject_control", "sending_words", "text_nouns", "hearsay_nouns",
    "happening_verbs",
    "getting_verbs",
    "giving_verbs", "proclaiming", "alleging", "blameworthy", "crowds", "sweeping", "witnessing", "doings_of_crowds",
    "serving_verbs", "taking_verbs", "threatening", "refusing_verbs", "one_by_one",
    "verbs_of_a_topic", "announcing", "linking_verbs", "judging_verbs", "judged_for", "owning_up", "measures_against",
    "accompanying", "act_judging_verbs", "taken_up", "needing_another", "arms", "helping", "jointly", "following",
    "acts_with_victims", "for_whose_sake", "answering", "mediating_verbs", "go_betweens", "aiming_verbs", "excepting",
    "answering_verbs", "coming_verbs", "outcomes",
    "disproving", "standing_by", "joining_verbs", "kin", "done_to_objects", "earlier_adverbs", "later_adverbs",
    "flown", "lasting_adverbs",
    "supposing", "sports", "journeys", "conversing",
    "apart_from", "serving_as", "talk_of",
    "asked_at", "authoring", "backing", "complaining", "giving_notice", "help_against", "heralding", "inviting",
    "lasting", "laws", "promising_nothing", "signs", "speaking", "suggesting", "looking_ahead", "targets", "urging",
)  # fmt: skip

LEMMAS = "lemmas"  # lemma: the forms of the verb that a statistical lemmatizer gets wrong


@remembered
def load_lemmas(path: Path | None = None) -> Mapping[str, str]:
    """Return the lemma of each verb form that general lemmatizers get wrong.

    >>> load_lemmas()["staged"]
    'stage'
    """
    path = path or shipped("seeds") / "grammar.yml"
    content, _ = read_yaml(path)
    return MappingProxyType({form: lemma for lemma, forms in (content.get(LEMMAS) or {}).items() for form in forms})


@remembered
def load_grammar(path: Path | None = None) -> Mapping[str, frozenset[str]]:
    """Return the word classes by name.

    >>> "hold" in load_grammar()["light_verbs"]
    True
    """
    path = path or shipped("seeds") / "grammar.yml"
    content, node = read_yaml(path)
    for key in content:
        if key not in CLASSES and key != LEMMAS:
            raise SeedError(f"{shown(path)}: unknown word class {key!r}; {nearest(key, CLASSES)}")
    for key in CLASSES:
        if not isinstance(content.get(key), list):
            raise SeedError(f"{shown(path)}, line {node.start_mark.line + 1}: the list {key!r} is missing")
    for key in CLASSES:
        for word in content[key]:
            if not isinstance(word, str):
                raise SeedError(
                    f"{shown(path)}: in {key}, {word!r} is no text; put quotes around words like 'no', 'on' and 'off'"
                )
    return MappingProxyType({key: frozenset(content[key]) for key in CLASSES})
