"""All rows, one migration history, and the table of allowed moves."""
