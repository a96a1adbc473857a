"""Pure: what an editor does to a thread, from one version's content to the next."""
