package dev.uvaha.training;

import java.time.Duration;
import java.util.Optional;

/// How far training is.
///
/// @param step steps taken
/// @param steps the limit of steps; `Long.MAX_VALUE` if only epochs or time limit it
/// @param tokens predictions learnt from, padding not counted, resumed runs added up
/// @param epoch the pass over the data it is in, from 0
/// @param elapsed time of training, resumed runs added up
/// @param done the share of the way to the nearest limit that is behind, 0 to 1
/// @param remaining what this speed leaves to the nearest limit; empty before the first report
public record Progress(
    long step,
    long steps,
    long tokens,
    int epoch,
    Duration elapsed,
    double done,
    Optional<Duration> remaining) {}
