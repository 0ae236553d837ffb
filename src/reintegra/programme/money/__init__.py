"""The money of a fund: double entry, ceilings, and what is asked before it moves."""
