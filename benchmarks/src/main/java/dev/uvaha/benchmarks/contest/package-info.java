/// Runs Uvaha's benchmarks and their PyTorch peers by turns, and compares what one run gave.
///
/// [Suite] is the program; [Contests] says what is compared; [Turns] runs it; [ResultsFile] keeps
/// the results and [Page] shows them.
@NullMarked
package dev.uvaha.benchmarks.contest;

import org.jspecify.annotations.NullMarked;
