/// How fast Uvaha is, beside PyTorch.
///
/// Each program times one thing in a process of its own and prints JSON lines with the fields of
/// its peer under `benchmarks/peers`: [GptStep], [TranslationStep], [DecodingBenchmark],
/// [AttentionBenchmark], [OperationsBenchmark] (JMH), [StartUp]. [dev.uvaha.benchmarks.contest]
/// runs programs and peers by turns and compares them.
@NullMarked
package dev.uvaha.benchmarks;

import org.jspecify.annotations.NullMarked;
