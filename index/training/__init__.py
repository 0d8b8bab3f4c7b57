"""Training of the embedding in index/model: `python -m index.training.train`, then `measure`."""
