"""Training of the cross-encoder that `rag/cross_encoder` runs: what reads question and sentence together."""
