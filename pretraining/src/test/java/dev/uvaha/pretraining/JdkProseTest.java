package dev.uvaha.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.data.CorpusException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkProseTest {
  private static final String SOURCE =
      """
      /*
       * Copyright (c) 1994, all rights reserved by somebody who wants them.
       */
      package a;

      /**
       * A <em>mutable</em> sequence of characters is kept here for a while. This class
       * provides an API that is compatible with {@code others}, but gives no guarantee at all.
       * Calls {@link java.lang.Object#notify() those who wait} when there is something new to read.
       * <pre>{@code
       *   var x = new Thing();
       * }</pre>
       * <p>Unless otherwise noted, passing nothing to a method here is an error &mdash; always.
       * @param x Nobody wants to read this in a corpus of prose.
       */
      class Thing {
        /// The lock is taken before anything is written to the table of names.
        /// It is given back afterwards, even where something has failed on the way.
        void lock() {}

        /** The lock is taken before anything is written to the table of names. */
        void again() {}

        /** Too short. */
        int x = 3; // No comment of documentation is at the end of this line here.
      }
      """;

  @Test
  void sentencesOfCommentsRemain() {
    assertThat(JdkProse.document(SOURCE, new HashSet<>()))
        .hasValue(
            """
            A mutable sequence of characters is kept here for a while. This class provides an API that is compatible with others, but gives no guarantee at all. Calls those who wait when there is something new to read.
            Unless otherwise noted, passing nothing to a method here is an error - always.
            The lock is taken before anything is written to the table of names. It is given back afterwards, even where something has failed on the way.\
            """);
  }

  @Test
  void whatWasSaidOnceIsNotSaidAgain() {
    var seen = new HashSet<String>();
    assertThat(JdkProse.document(SOURCE, seen)).isPresent();
    assertThat(JdkProse.document(SOURCE, seen)).isEmpty();
  }

  @Test
  void anArchiveIsACorpus(@TempDir Path folder) throws IOException {
    var archive = folder.resolve("src.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("java.base/a/Thing.java"));
      zip.write(SOURCE.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("README"));
      zip.write("This is a sentence that is not from any source.".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(JdkProse.read(archive).documents()).hasSize(1);
    var none = Files.writeString(folder.resolve("none.zip"), "no zip");
    assertThatThrownBy(() -> JdkProse.read(none))
        .isInstanceOf(CorpusException.class)
        .hasMessageStartingWith(none + ": cannot be read as a zip file of sources");
  }

  @Test
  void aJdkWithoutSourcesSaysWhatToInstall(@TempDir Path home) throws IOException {
    assertThatThrownBy(() -> JdkProse.archive(home))
        .isInstanceOf(CorpusException.class)
        .hasMessage(
            home
                + " has no lib/src.zip: install the JDK's sources (Debian: openjdk-25-source), use a full JDK, or name the file by --set data.train={jdk: SRC.ZIP}");
    var archive = Files.createDirectory(home.resolve("lib")).resolve("src.zip");
    Files.createFile(archive);
    assertThat(JdkProse.archive(home)).isEqualTo(archive);
  }
}
