"""What is stored about a person: which tables can hold one, and what of each is told."""
