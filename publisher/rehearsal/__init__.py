"""The rehearsal network: speaks X's API on this machine, at X's own strictness.

A separate web application with its own database. It imports nothing of the publisher, so
that it can be its judge.
"""
