"""Messages that were not understood: collected without personal words where the operator wants it, and reviewed."""
