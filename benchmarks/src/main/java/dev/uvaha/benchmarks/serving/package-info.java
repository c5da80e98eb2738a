/// A server under load: [ServingBenchmark] for its speed, [ServingSoak] for what is left after many
/// requests.
@NullMarked
package dev.uvaha.benchmarks.serving;

import org.jspecify.annotations.NullMarked;
