"""What reviewers, editors and signers are shown of a draft."""
