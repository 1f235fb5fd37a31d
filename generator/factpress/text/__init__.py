"""Texts of any language compared: folding, words, numbers, sentences, word lists."""
