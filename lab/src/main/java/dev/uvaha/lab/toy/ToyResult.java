package dev.uvaha.lab.toy;

import java.util.List;

/// What one network came to on one task.
///
/// @param parameters how many numbers were trained
/// @param losses mean training loss between each two reports
/// @param testError mean squared error on sequences it never saw
/// @param prediction of the first of them
/// @param attention over that one, `[T][T]`; empty if the network does not attend
record ToyResult(
    long parameters,
    List<Double> losses,
    double testError,
    List<Double> prediction,
    List<List<Double>> attention) {}
