"""The formats that leave: feeds, data, evidence, what a site has for machines; and their checks."""
