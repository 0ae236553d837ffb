"""A rule judges a million rows as it judges one person: with three outcomes, and never a guess.

Where things are: `judging` adds the outcomes to a frame, `explaining` gives the reasons for
chosen rows, `layout` says which columns a rule can read. A null is an answer that nobody has: it
is unknown to the logic, and where it matters the outcome is a null too. Sums are shared among a
million claims as well: `arrays` shares among arrays of numpy, `allocating` among the rows of a
frame. Frames are read through narwhals, which the extra `bulk` installs with numpy.

>>> import polars
>>> from reintegra.bulk import judge_frame
>>> from reintegra.rules import Fact, Rule
>>> from reintegra.vocabulary.texts import Text
>>> age = Fact("age", int, Text(id="Umur", en="Age"))
>>> adult = Rule("adult", age >= 18, Text(id="Dewasa", en="Adult"))
>>> judge_frame(adult, polars.DataFrame({"age": [30, 12, None]}))["outcome"].to_list()
[True, False, None]
"""

from __future__ import annotations

from reintegra.bulk.allocating import allocate_frame
from reintegra.bulk.arrays import NO_CAP, ArrayAllocation, ArrayTie, GroupSum, allocate_array
from reintegra.bulk.explaining import MOST_ROWS, explain_frame, unknown_codes
from reintegra.bulk.judging import judge_frame

__all__ = [
    "MOST_ROWS",
    "NO_CAP",
    "ArrayAllocation",
    "ArrayTie",
    "GroupSum",
    "allocate_array",
    "allocate_frame",
    "explain_frame",
    "judge_frame",
    "unknown_codes",
]
