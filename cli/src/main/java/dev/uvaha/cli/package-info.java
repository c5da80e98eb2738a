/// The `uvaha` command.
///
/// [Uvaha] is where it starts and lists the commands: one class each, with its own help and an
/// example. A command writes its results by [Console#print] and everything else by [Console#note],
/// and throws when it can't do what it was asked for: [Failures] makes that one clear line and an
/// exit code (2 for bad input, 1 for a failure, and a stack trace only with `--debug`). What takes
/// long shows its [Progress].
@NullMarked
package dev.uvaha.cli;

import org.jspecify.annotations.NullMarked;
