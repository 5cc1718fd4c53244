"""The brain with a language model: it scores and chooses what to tell; code offers, words and checks."""
