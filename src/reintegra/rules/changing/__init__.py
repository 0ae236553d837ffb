"""What would turn an outcome: the smallest sets of changes, with the nearest values."""
