package dev.uvaha.data.grammar;

/// A sentence and its translation.
public record SentencePair(String source, String target) {}
