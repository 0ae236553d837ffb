"""Rounds: who is eligible, how the money is shared, within which limits, and who waits."""
