"""Made-up people and a made-up office, with which the pages on money begin."""
