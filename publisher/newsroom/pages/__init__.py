"""The pages of what belongs to the newsroom as a whole."""
