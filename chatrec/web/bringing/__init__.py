"""Bringing a catalogue of one's own: the file that is sent, what is read of it and corrected, and where it is kept."""
