/// Files that a reader finds whole, old or new, whatever interrupts the writer.
@NullMarked
package dev.uvaha.files;

import org.jspecify.annotations.NullMarked;
