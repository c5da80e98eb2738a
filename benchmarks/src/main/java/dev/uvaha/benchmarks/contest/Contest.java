package dev.uvaha.benchmarks.contest;

import java.util.List;
import java.util.Optional;

/// One thing to time: a program of ours and, unless there is nothing like it, PyTorch's.
///
/// @param name on the command line
/// @param title in the table
/// @param ours a main class and its arguments
/// @param peer a script under `benchmarks/peers` and its arguments
record Contest(
    String name,
    String title,
    List<String> ours,
    Optional<List<String>> peer,
    List<Metric> metrics) {}
