"""Whose turn it is (`Database.write`) to look at what belongs to nobody alone, and to change it after that."""

ACCOUNTS = "foreword.accounts"
"""Who has an account, who is an administrator, which invitations are open."""
ATTEMPTS = "foreword.attempts"
"""What throttling counts: by account and by address, so no part of it stands alone."""
