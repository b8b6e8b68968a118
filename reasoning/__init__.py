"""Pure reasoning over findings: assessment, next question, recording, explanation. No Rasa, no clock, no network."""
