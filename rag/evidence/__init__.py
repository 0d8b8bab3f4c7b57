"""Evidence: whether what was found answers the question, by a fitted judgement and by guards."""
