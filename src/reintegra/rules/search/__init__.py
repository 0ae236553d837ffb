"""The search over what open facts can be: for changes, and for the analysis of rules."""
