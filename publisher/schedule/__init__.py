"""When a thread may go out: zones, slots, pauses, embargoes, lateness."""
