/// The `uvaha` command.
@NullMarked
package dev.uvaha.cli;

import org.jspecify.annotations.NullMarked;
