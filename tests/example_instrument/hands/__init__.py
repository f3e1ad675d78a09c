"""A show of hands: for or against, and who wants says why. The example that docs/how-to/add-an-instrument.md reads."""
