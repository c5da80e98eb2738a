package dev.uvaha.hub.pull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// A file of a model on a hub.
///
/// @param name in the model's folder
/// @param sha256 of its content, for large files
/// @param gitHash of its content with Git's header before it, for small ones
record RemoteFile(String name, long bytes, Optional<String> sha256, Optional<String> gitHash) {
  private static final int PIECE = 1 << 20;

  /// Whether a file has this one's content, as far as the hub tells what that is.
  boolean isIn(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() != bytes) return false;
      if (sha256.isPresent()) return sha256.get().equals(hash(channel, digest("SHA-256")));
      if (gitHash.isEmpty()) return true;
      var digest = digest("SHA-1");
      digest.update(("blob " + bytes + "\0").getBytes(StandardCharsets.US_ASCII));
      return gitHash.get().equals(hash(channel, digest));
    }
  }

  /// Where what has come so far waits; another content waits elsewhere.
  Path part(Path folder) {
    var hash = sha256.or(() -> gitHash).map(whole -> "." + whole.substring(0, 12)).orElse("");
    return folder.resolve(name + hash + ".part");
  }

  private static String hash(FileChannel channel, MessageDigest digest) throws IOException {
    var buffer = ByteBuffer.allocate(PIECE);
    while (channel.read(buffer) >= 0) {
      digest.update(buffer.flip());
      buffer.clear();
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible); // every JDK has both
    }
  }
}
