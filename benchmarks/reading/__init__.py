"""Is a résumé of any make read right? People with a known truth, written in every format and read back by field."""
