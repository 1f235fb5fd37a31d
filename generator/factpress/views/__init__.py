"""The values that pages show: passages, claim rows, pagination, labels."""
