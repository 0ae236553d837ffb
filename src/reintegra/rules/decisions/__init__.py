"""What was decided on a day: the record, its confirmation, and what a changed law would decide."""
