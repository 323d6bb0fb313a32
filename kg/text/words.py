"""The closed word classes of English, each once: pronouns, determiners, auxiliaries.

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

# ------------------------------------------------------------------------------ determiners
POINTING = frozenset({"the", "this", "that", "these", "those", "both"})

# ------------------------------------------------------------------------------ auxiliaries
FUTURE = ("will", "'ll", "’ll", "shall", "would", "'d", "’d", "wo")
POSSIBLE = ("may", "might", "could", "can", "should", "must", "ought", "ca")
DUTIES = ("must", "should", "ought")
