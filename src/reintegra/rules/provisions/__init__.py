"""What a rule of law gives: amounts by provisions, with exceptions as in default logic."""
