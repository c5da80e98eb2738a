/// Where the embedded translator finds out what `it` means.
@NullMarked
package dev.uvaha.lab.coreference;

import org.jspecify.annotations.NullMarked;
