"""Fine-tuning: what people accepted as training data, and the jobs that make a model of it."""
