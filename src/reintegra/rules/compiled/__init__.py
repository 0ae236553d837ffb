"""A rule as a plan of bits and the code that judges it, made once for each structure."""
