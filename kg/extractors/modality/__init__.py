"""Whether the words say that an event happened: asserted, planned, hypothetical, negated or denied, and who says so.

The reading walks from the trigger up the parse and collects what each governor does to it; the strongest wins.
Reporting and alleging change nothing but `speakers`. The words are those of seeds/modality.yml (each with an example)
and the word classes of seeds/grammar.yml. Follows FactBank (Saurí and Pustejovsky 2009) in spirit: the polarity and
modality of a clause come from its governing predicates.

Which module says what, by where the word that decides stands:

    before_noun         "no attack", "a planned visit"
    noun_hangs_on       "the threat of an attack", "called off the visit"
    beside_verb         "did not sign", "will sign", "probably signed"
    verb_above          "vowed to sign", "denied that it signed"
    preposition_above   "without signing", "accused of signing"
    noun_above          "a plan to sign"
    adverbial_clauses   "to sign", "if they sign", "when they sign"
    reports             "X said that", "according to X", questions

`climbing` leads from a clause to the one above it, `walk` holds what is found, `reading` begins and ends.
"""

from kg.extractors.modality.reading import Reading, read_modality

__all__ = ["Reading", "read_modality"]
