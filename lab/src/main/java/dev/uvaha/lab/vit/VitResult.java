package dev.uvaha.lab.vit;

import java.util.List;

/// What one model came to.
///
/// @param accuracy on pictures never seen
/// @param losses the mean training loss between each two reports
record VitResult(double accuracy, List<Double> losses) {}
