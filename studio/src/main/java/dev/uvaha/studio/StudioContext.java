package dev.uvaha.studio;

import dev.uvaha.http.Worker;
import java.nio.file.Path;
import java.util.Optional;

/// What pages share.
///
/// @param worker computes what is quick, for all pages; long work is not for it
/// @param model the folder that the user chose, of whatever kind; a page that is for other kinds
///   does without
/// @param runs the folder of run folders; it need not exist
public record StudioContext(Worker worker, Optional<Path> model, Path runs) {}
