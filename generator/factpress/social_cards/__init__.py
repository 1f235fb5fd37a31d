"""Pictures for sharing."""
