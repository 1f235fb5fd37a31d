"""Properties that hold whatever a stranger sends: hypothesis and atheris try them on any input.

A property is a function of one text or of some bytes. It raises AssertionError, or lets an
exception through that no caller expects, where the code is wrong. The tests of each folder of the
package give it made-up inputs; `make fuzz` gives it those that reach new code.
"""
