"""Everything on one machine: Valkey, the web desk, a worker, the rehearsal network, and their end."""
