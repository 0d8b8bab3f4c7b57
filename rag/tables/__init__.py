"""Route “indicator”: look-up, selection and sums over the rows of tables."""
