"""The desk: payment orders, who may prepare and approve them, and what gives pause."""
