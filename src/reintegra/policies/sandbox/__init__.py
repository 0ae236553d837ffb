"""A fictional second ministry that keeps the engines honest; nothing of it is true anywhere."""

from __future__ import annotations

from reintegra.policies.sandbox.policy import SANDBOX

__all__ = ["SANDBOX"]
