"""Values of the law by the day from which they hold and the day on which they were known."""
