package dev.uvaha.hub.pull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.json.JsonMapper;

/// A hub on this machine: it answers as huggingface.co does, and breaks where it is told to.
final class LocalHub implements AutoCloseable {
  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final String MODEL = "acme/tiny";

  private final HttpServer server;
  private final Map<String, byte[]> small = new LinkedHashMap<>();
  private final Map<String, byte[]> large = new LinkedHashMap<>();
  private final Map<String, byte[]> wrong = new HashMap<>();
  private final Map<String, Integer> breaks = new ConcurrentHashMap<>();
  private final Map<String, Integer> faults = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private Optional<String> token = Optional.empty();
  private boolean ranges = true;

  LocalHub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /// What was asked for: `PATH RANGE TOKEN`.
  List<String> requests() {
    return requests;
  }

  LocalHub small(String name, byte[] content) {
    small.put(name, content);
    return this;
  }

  /// A file that is kept elsewhere, behind a redirection, and whose SHA-256 is told.
  LocalHub large(String name, byte[] content) {
    large.put(name, content);
    return this;
  }

  /// Sends another content than it tells.
  LocalHub lies(String name, byte[] content) {
    wrong.put(name, content);
    return this;
  }

  /// Ends the connection after so many bytes, once.
  LocalHub breaksOnce(String name, int after) {
    breaks.put(name, after);
    return this;
  }

  /// Answers so to the first request for a path.
  LocalHub answersOnce(String path, int status) {
    faults.put(path, status);
    return this;
  }

  /// Opens for this token alone.
  LocalHub opensFor(String only) {
    token = Optional.of(only);
    return this;
  }

  LocalHub withoutRanges() {
    ranges = false;
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getRawPath();
      var headers = exchange.getRequestHeaders();
      var range = Optional.ofNullable(headers.getFirst("Range")).orElse("-");
      var given = Optional.ofNullable(headers.getFirst("Authorization"));
      requests.add(path + " " + range + " " + given.orElse("-"));
      var fault = faults.remove(path);
      if (fault != null) {
        exchange.sendResponseHeaders(fault, -1);
        return;
      }
      if (path.startsWith("/cdn/")) {
        content(exchange, path.substring(5), large, range);
        return;
      }
      if (token.isPresent() && !given.equals(token.map(value -> "Bearer " + value))) {
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      if (path.equals("/api/models/" + MODEL + "/revision/main")) {
        send(exchange, JsonMapper.shared().writeValueAsBytes(description()));
        return;
      }
      var resolve = "/" + MODEL + "/resolve/" + COMMIT + "/";
      var name = path.startsWith(resolve) ? path.substring(resolve.length()) : "";
      if (large.containsKey(name)) {
        // by another name of this machine, as a content network is another host
        var elsewhere = "http://localhost:" + server.getAddress().getPort() + "/cdn/" + name;
        exchange.getResponseHeaders().add("Location", elsewhere);
        exchange.sendResponseHeaders(302, -1);
      } else {
        content(exchange, name, small, range);
      }
    }
  }

  private void content(HttpExchange exchange, String name, Map<String, byte[]> files, String range)
      throws IOException {
    var told = files.get(name);
    if (told == null) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    var content = wrong.getOrDefault(name, told);
    var from = 0;
    if (ranges && range.startsWith("bytes=")) {
      from = Integer.parseInt(range.substring(6, range.length() - 1));
      if (from >= content.length) {
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      exchange
          .getResponseHeaders()
          .add(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
    var until = Optional.ofNullable(breaks.remove(name)).orElse(content.length);
    exchange.getResponseBody().write(content, from, until - from);
    exchange.getResponseBody().flush();
  }

  private static void send(HttpExchange exchange, byte[] content) throws IOException {
    exchange.sendResponseHeaders(200, content.length);
    exchange.getResponseBody().write(content);
  }

  private Map<String, Object> description() {
    var siblings = new ArrayList<Map<String, Object>>();
    small.forEach((name, content) ->
        siblings.add(
            Map.of("rfilename", name, "size", content.length, "blobId", gitHash(content))));
    large.forEach((name, content) ->
        siblings.add(
            Map.of(
                "rfilename",
                name,
                "size",
                content.length,
                "blobId",
                "f".repeat(40),
                "lfs",
                Map.of("sha256", hash("SHA-256", content), "size", content.length))));
    return Map.of("id", MODEL, "sha", COMMIT, "siblings", siblings);
  }

  static String gitHash(byte[] content) {
    var header = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
    var whole = Arrays.copyOf(header, header.length + content.length);
    System.arraycopy(content, 0, whole, header.length, content.length);
    return hash("SHA-1", whole);
  }

  private static String hash(String algorithm, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
