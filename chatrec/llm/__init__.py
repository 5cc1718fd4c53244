"""Language models: prompts, calls and what they cost. Nothing here knows of items or preferences."""
