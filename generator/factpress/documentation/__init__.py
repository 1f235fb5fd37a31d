"""The documentation that is shipped with the program: its pages as HTML, and what is where."""
