"""The interface's own words, dates, numbers and direction in each language that is shipped."""
