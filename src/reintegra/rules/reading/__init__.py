"""Rules that come from outside as data, read within limits and never evaluated."""
