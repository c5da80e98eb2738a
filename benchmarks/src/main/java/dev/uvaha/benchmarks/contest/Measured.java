package dev.uvaha.benchmarks.contest;

import java.util.Map;

/// When and on what something was measured.
///
/// @param date UTC, such as `2026-01-31`
/// @param processor its name, cores and the instructions for bf16
/// @param environment variables that both sides were started with
public record Measured(
    String date,
    String processor,
    String system,
    Map<String, String> versions,
    int threads,
    int rounds,
    Map<String, String> environment) {}
