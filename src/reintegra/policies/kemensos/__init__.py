"""The Ministry of Social Affairs of Indonesia (Kemensos).

`KEMENSOS` is the policy; its editions, rules, words and rounds have a module each, and every
value its source, or is named as an assumption.

>>> from datetime import date
>>> from reintegra.policies.kemensos import KEMENSOS
>>> KEMENSOS.at(date(2019, 10, 31)).code
'permensos-30-2017'
"""

from __future__ import annotations

from reintegra.policies.kemensos.policy import KEMENSOS

__all__ = ["KEMENSOS"]
