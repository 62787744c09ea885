"""Inboxes on servers of other kinds: `make test-remote`, in an environment of its own (`.venv-remote`)."""

USER, PASSWORD = "office", "geheim"
