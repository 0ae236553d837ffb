"""Bank statements, and what each of their lines is beside the payment orders."""
