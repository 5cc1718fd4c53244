"""chatrec: a conversational recommender whose code decides and checks, and whose model reads and speaks."""
