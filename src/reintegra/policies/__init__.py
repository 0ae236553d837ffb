"""Answers of ministries to what the chain asks; each is imported by its own name.

`reintegra.policies.kemensos` is the Ministry of Social Affairs of Indonesia, every value dated
and with its source or named as an assumption. `reintegra.policies.sandbox` is a fictional second
ministry that keeps the engines honest.
"""

from __future__ import annotations

__all__: list[str] = []
