"""Accounts of the desk: invitations, signing in, second factors, sessions."""
