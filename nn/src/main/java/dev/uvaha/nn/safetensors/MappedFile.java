package dev.uvaha.nn.safetensors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file as memory, which stays mapped as long as something refers to it.
///
/// @param mayChange whether writing there is harmless: it changes this process's view alone. A
///   mapping of a file that can't be opened for writing is read-only, and the processor stops a
///   program that writes to one.
record MappedFile(MemorySegment segment, boolean mayChange) {
  static MappedFile open(Path path) {
    if (Files.isDirectory(path))
      throw new UncheckedIOException(new IOException(path + ": is a folder, not a file"));
    try {
      return map(path, MapMode.PRIVATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException readOnly) {
      try {
        return map(path, MapMode.READ_ONLY, StandardOpenOption.READ);
      } catch (NoSuchFileException missing) {
        throw new UncheckedIOException("cannot read " + path + ": there is no such file", missing);
      } catch (IOException failure) {
        throw new UncheckedIOException(
            "cannot read " + path + ": " + failure.getMessage(), failure);
      }
    }
  }

  private static MappedFile map(Path path, MapMode mode, StandardOpenOption... options)
      throws IOException {
    try (var channel = FileChannel.open(path, options)) {
      var segment = channel.map(mode, 0, channel.size(), Arena.ofAuto());
      return new MappedFile(segment, mode.equals(MapMode.PRIVATE));
    }
  }

  long size() {
    return segment.byteSize();
  }

  MappedFile from(long start) {
    return new MappedFile(segment.asSlice(start), mayChange);
  }

  MemorySegment part(Entry entry) {
    return segment.asSlice(entry.begin(), entry.bytes());
  }
}
