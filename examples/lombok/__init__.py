"""The reference case in parts: the roster, the journeys, the distribution, and the telling."""
