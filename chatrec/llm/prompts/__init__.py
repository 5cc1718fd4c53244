"""Prompts: files in the Prompty format, read, checked and rendered into messages."""
