"""What is the matter with a rule, found without any facts."""
