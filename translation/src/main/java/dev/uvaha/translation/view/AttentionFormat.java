package dev.uvaha.translation.view;

import dev.uvaha.translation.TranslationAttention;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/// The kinds of file that attention is written as, by the ending of the file's name.
public enum AttentionFormat {
  /// A page to explore every map in; opens without a network.
  HTML,
  /// A picture of every map.
  SVG,
  /// Every weight, for programs.
  JSON;

  /// The format that a file's name asks for.
  ///
  /// @throws IllegalArgumentException if the name ends in none of the known endings
  public static AttentionFormat of(Path file) {
    var name = file.toString().toLowerCase(Locale.ROOT);
    for (var format : values()) if (name.endsWith(format.ending())) return format;
    throw new IllegalArgumentException(
        file + ": attention is written as .html, .svg or .json: end the file's name so");
  }

  /// Writes the file, aside and renamed; folders on the way to it are made.
  ///
  /// @throws IOException if it can't be written; the message is one line
  public void write(TranslationAttention attention, Path file) throws IOException {
    var target = file.toAbsolutePath().normalize();
    var folder = target.getParent();
    if (folder == null || Files.isDirectory(target))
      throw new IOException(file + ": is a folder, not a file to write");
    try {
      Files.createDirectories(folder);
      var aside =
          folder.resolve(target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
      try {
        try (var writer = Files.newBufferedWriter(aside)) {
          render(attention, writer);
        }
        Files.move(
            aside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (FileAlreadyExistsException failure) {
      throw new IOException(
          "can't write " + file + ": " + failure.getFile() + " is no folder", failure);
    } catch (FileSystemException failure) {
      var reason = failure.getReason() == null ? "not allowed" : failure.getReason();
      throw new IOException("can't write " + file + ": " + reason, failure);
    } catch (IOException failure) {
      throw new IOException("can't write " + file + ": " + failure.getMessage(), failure);
    }
  }

  /// Writes the text of the file.
  public void render(TranslationAttention attention, Writer writer) throws IOException {
    var buffered = new BufferedWriter(writer);
    switch (this) {
      case HTML -> AttentionHtml.render(attention, buffered);
      case SVG -> AttentionSvg.render(attention, buffered);
      case JSON -> AttentionJson.render(attention, buffered);
    }
    buffered.flush();
  }

  private String ending() {
    return "." + name().toLowerCase(Locale.ROOT);
  }
}
