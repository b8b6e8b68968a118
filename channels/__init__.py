"""Input channels: how messages come in and answers go out."""
