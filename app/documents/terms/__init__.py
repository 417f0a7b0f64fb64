"""Terms: the words of trades and résumés, how they are spelt, and where they stand."""
