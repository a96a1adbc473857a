"""Telling people outside the desk, by mail and webhook. Losing a message never touches sending."""
