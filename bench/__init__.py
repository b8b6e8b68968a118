"""Compares the assistant with Rasa's starter project."""
