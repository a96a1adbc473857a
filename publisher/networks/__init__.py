"""What each network allows, and how to talk to it: one folder each, one protocol, one tree of errors."""
