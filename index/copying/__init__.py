"""Copying: which files hold one document, and where their words differ."""
