package dev.uvaha.server;

import dev.uvaha.generation.BatchedGenerator;
import dev.uvaha.language.TextModel;

/// A language model at work.
///
/// @param created when it was loaded, in seconds of Unix time
record TextService(String name, TextModel model, BatchedGenerator generator, long created) {}
