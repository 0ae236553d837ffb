"""The Ministry of Social Affairs (Kemensos): its editions and its rounds.

The era of Permensos 30/2017 holds here from 1 January 2018. The day on which the regulation came
into force is not in the facts; by that day a regulation of 2017 had been made, and nothing is
claimed about earlier days. Permensos 8/2023 holds from 28 December 2023 (confirmed). Whether it
revokes Permensos 30/2017 is not confirmed; that the era ends with it is an assumption.

On which day a value was learnt is not known for any of them, since the facts hold no day on which a
regulation was made public: `known_from` is `None` everywhere, and each counts as always known.
"""

from __future__ import annotations

from datetime import date

from reintegra.chain.policy import Policy
from reintegra.policies.kemensos import editions, sources
from reintegra.policies.kemensos.rounds import ROUNDS
from reintegra.rules import Dated, DatedValue
from reintegra.vocabulary.texts import Text

KEMENSOS = Policy(
    code="kemensos",
    name=Text(id="Kementerian Sosial Republik Indonesia", en="Ministry of Social Affairs"),
    editions=Dated(
        (
            DatedValue(editions.PERMENSOS_30_2017, date(2018, 1, 1)),
            DatedValue(
                editions.PERMENSOS_8_2023, date(2023, 12, 28), source=sources.PERMENSOS_8_2023
            ),
        ),
        what="edition of kemensos",
    ),
    rounds=ROUNDS,
)
"""What the Ministry answers to the chain."""
