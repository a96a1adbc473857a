"""The editor's desk: the queue, one thread, edit, approve, send back."""
