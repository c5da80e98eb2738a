package dev.uvaha.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void theNewContentTakesThePlaceOfTheOld() throws IOException {
    var file = folder.resolve("deep/er/file.txt");
    AtomicFile.write(file, "old".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    AtomicFile.write(file, "new".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(file).hasContent("new");
    assertThat(file.getParent()).isDirectoryContaining(path -> path.equals(file));
    try (var files = Files.list(file.getParent())) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void tidyingDeletesHalfWrittenFilesAndNoOthers() throws IOException {
    var file = folder.resolve("file.txt");
    AtomicFile.write(file, new byte[] {7});
    var own = Files.writeString(folder.resolve("own.part"), "own");
    assertThatThrownBy(() -> AtomicFile.write(file, _ -> AtomicFile.tidy(folder)))
        .as("what was half written is gone")
        .isInstanceOf(IOException.class);
    assertThat(file).hasBinaryContent(new byte[] {7});
    assertThat(own).hasContent("own");
  }

  @Test
  void whatFailsHalfwayLosesNothing() throws IOException {
    var file = folder.resolve("file.txt");
    AtomicFile.write(file, "old".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThatThrownBy(() ->
            AtomicFile.write(
                file,
                channel -> {
                  channel.write(
                      java.nio.ByteBuffer.wrap(
                          "ha".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
                  throw new IOException("No space left on device");
                }))
        .hasMessage("cannot write " + file + ": No space left on device");
    assertThat(file).hasContent("old");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFolderIsNotAFile() {
    assertThatThrownBy(() -> AtomicFile.write(folder, new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot write " + folder + ": it is a folder");
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    var file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> AtomicFile.write(file.resolve("under"), new byte[0]))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot write " + file.resolve("under") + ": " + file + " is no folder");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void othersMayReadItAsAnyFile() throws IOException {
    var plain = Files.createFile(folder.resolve("plain"));
    var file = folder.resolve("file");
    AtomicFile.write(file, new byte[3]);
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(plain));
    assertThat(Files.getPosixFilePermissions(file)).contains(PosixFilePermission.OWNER_READ);
  }
}
