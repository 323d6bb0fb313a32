"""The closed word classes of English that more than one question is asked of: pronouns, determiners, auxiliaries.

A language has them whole; nobody adds to them. Words of open classes (nouns, verbs, adjectives) stand in seeds/.
"""

from __future__ import annotations

# ------------------------------------------------------------------------------ pronouns
SHE = frozenset({"she", "her", "hers"})
HE_OR_SHE = SHE | {"he", "him", "his"}
THEY = frozenset({"they", "them", "their", "theirs"})
IT = frozenset({"it", "its"})
SPEAKER_ALONE = frozenset({"i", "me", "my"})
SPEAKER = SPEAKER_ALONE | {"we", "us", "our", "ours"}
ORDER_OF_TWO = frozenset({"former", "latter"})

RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})

# ------------------------------------------------------------------------------ determiners
POINTING = frozenset({"the", "this", "that", "these", "those", "both"})
QUANTITIES = frozenset({"many", "some", "most", "all", "several"})

# ------------------------------------------------------------------------------ auxiliaries
HAVE = frozenset({"has", "have", "'ve", "’ve"})
CONTRACTED = frozenset({"'s", "’s"})  # "is" or "has"
WOULD_OR_HAD = frozenset({"'d", "’d"})
PAST = frozenset({"was", "were", "did", "got"})
PRESENT = frozenset({"is", "are", "am", "'re", "’re", "does", "do"}) | CONTRACTED
WILL = frozenset({"will", "'ll", "’ll", "shall", "wo"})
FUTURE = WILL | {"would"} | WOULD_OR_HAD
DUTIES = frozenset({"must", "should", "ought"})
POSSIBLE = DUTIES | {"may", "might", "could", "can", "ca"}
MODALS = POSSIBLE | {"would"}
