package dev.uvaha.translation.view;

import dev.uvaha.files.AtomicFile;
import dev.uvaha.translation.TranslationAttention;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    AtomicFile.write(
        file,
        channel -> {
          var writer = Channels.newWriter(channel, StandardCharsets.UTF_8);
          render(attention, writer);
          writer.flush();
        });
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
