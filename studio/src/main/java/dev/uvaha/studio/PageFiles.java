package dev.uvaha.studio;

import dev.uvaha.http.ApiException;
import dev.uvaha.http.Endpoint;
import dev.uvaha.http.Exchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// What the browser loads: the page's own files at `/…`, and those of libraries at `/lib/NAME/…`.
/// Kept in memory once they were asked for; a browser that has them asks by their tag.
final class PageFiles implements Endpoint {
  private static final String LIBRARIES = "/lib/";

  /// Nothing but plain names, so that no path leads elsewhere.
  private static final Pattern PATH =
      Pattern.compile("(/[A-Za-z0-9_-]+)*/[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "mjs", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "json", "application/json; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "woff2", "font/woff2");

  private static final Map<String, String> HEADERS =
      Map.of(
          "content-security-policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
              + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none';"
              + " frame-ancestors 'none'",
          "x-content-type-options",
          "nosniff",
          "referrer-policy",
          "no-referrer",
          "cross-origin-opener-policy",
          "same-origin",
          "cross-origin-resource-policy",
          "same-origin");

  /// @param tag says which content it is
  @SuppressWarnings("ArrayRecordComponent") // bytes, never compared
  private record PageFile(byte[] content, String type, String tag) {}

  private final Map<String, PageFile> kept = new ConcurrentHashMap<>();

  @Override
  public void answer(Exchange exchange) {
    var path = exchange.path().equals("/") ? "/index.html" : exchange.path();
    var file =
        (PATH.matcher(path).matches() ? find(path) : Optional.<PageFile>empty())
            .orElseThrow(
                () -> ApiException.refused(404, "not_found", "there is nothing at this path"));
    HEADERS.forEach(exchange::header);
    exchange.header("etag", file.tag());
    exchange.header(
        "cache-control", path.startsWith(LIBRARIES) ? "public, max-age=86400" : "no-cache");
    if (exchange.requestHeader("if-none-match").filter(file.tag()::equals).isPresent())
      exchange.notModified();
    else exchange.bytes(file.type(), file.content());
  }

  /// Only what is there is kept: clients make up paths without end.
  private Optional<PageFile> find(String path) {
    var known = kept.get(path);
    if (known != null) return Optional.of(known);
    var read = read(path);
    read.ifPresent(file -> kept.put(path, file));
    return read;
  }

  private static Optional<PageFile> read(String path) {
    var type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    if (type == null) return Optional.empty();
    var resource = path.startsWith(LIBRARIES) ? library(path) : Optional.of("page" + path);
    return resource
        .flatMap(PageFiles::bytes)
        .map(content -> new PageFile(content, type, tag(content)));
  }

  /// The resource of `/lib/NAME/…` in NAME's WebJar, whose version stands in its path.
  private static Optional<String> library(String path) {
    var end = path.indexOf('/', LIBRARIES.length());
    if (end < 0) return Optional.empty();
    var library = path.substring(LIBRARIES.length(), end);
    return bytes("/META-INF/maven/org.webjars.npm/%s/pom.properties".formatted(library))
        .map(bytes -> {
          var properties = new Properties();
          try {
            properties.load(new ByteArrayInputStream(bytes));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return "/META-INF/resources/webjars/%s/%s/dist/%s"
              .formatted(library, properties.getProperty("version"), path.substring(end + 1));
        });
  }

  private static Optional<byte[]> bytes(String resource) {
    try (var stream = PageFiles.class.getResourceAsStream(resource)) {
      return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String tag(byte[] content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(content);
      return "\"" + HexFormat.of().formatHex(digest, 0, 12) + "\"";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
