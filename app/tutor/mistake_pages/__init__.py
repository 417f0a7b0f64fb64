"""How mistakes are shown: the deck, one card, its review, the plot of the weeks."""
