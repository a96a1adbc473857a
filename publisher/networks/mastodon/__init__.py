"""Mastodon and what speaks its language: what each instance allows."""
