"""Bluesky: what it allows."""
