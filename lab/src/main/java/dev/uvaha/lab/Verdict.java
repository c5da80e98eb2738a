package dev.uvaha.lab;

/// An expectation, and whether it was seen.
///
/// @param expectation one sentence, as it was stated beforehand
/// @param evidence the figures that decide
public record Verdict(String expectation, boolean seen, String evidence) {}
