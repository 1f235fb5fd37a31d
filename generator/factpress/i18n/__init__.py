"""The interface's words, dates, numbers and direction in each language that is shipped."""
