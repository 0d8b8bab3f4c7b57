"""Baselines: what people build in an afternoon, asked the same questions in the same run."""
