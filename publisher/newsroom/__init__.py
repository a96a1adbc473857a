"""What belongs to the newsroom as a whole: its settings, posting times, network accounts and keys."""
