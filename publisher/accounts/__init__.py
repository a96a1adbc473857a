"""People and their roles; a newsroom's accounts on networks, their secrets encrypted."""
