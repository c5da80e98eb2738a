package dev.uvaha.lab;

import java.nio.file.Path;

/// A user's own parallel text: two files of `source TAB target` lines.
///
/// @param train what is learnt from
/// @param test what is measured on
public record ParallelText(Path train, Path test) {}
