"""How the pages say times, counts and roles."""
