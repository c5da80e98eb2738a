/// Files that a reader finds whole, old or new, whatever interrupts the writer. And files of a jar,
/// laid out for those who read folders.
@NullMarked
package dev.uvaha.files;

import org.jspecify.annotations.NullMarked;
