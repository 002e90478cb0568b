"""What keeps files whole when a command is stopped, or when two work in one place."""
