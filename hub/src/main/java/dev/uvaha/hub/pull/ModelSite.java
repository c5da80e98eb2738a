package dev.uvaha.hub.pull;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Where models are fetched from: huggingface.co or a mirror of it.
///
/// @param address such as `https://huggingface.co`
/// @param token that opens gated and private models; it goes to this address alone, and only if
///   nobody on the way can read it
public record ModelSite(URI address, Optional<String> token) {
  private static final String HUGGING_FACE = "https://huggingface.co";

  /// Checks the address.
  public ModelSite {
    var scheme = address.getScheme();
    if (address.getHost() == null || !("https".equals(scheme) || "http".equals(scheme)))
      throw new IllegalArgumentException(
          "the address of a hub is https://HOST, got '%s'".formatted(address));
  }

  /// As the environment says: `HF_ENDPOINT`, else huggingface.co; and `HF_TOKEN`.
  ///
  /// @param mirror comes before the environment
  public static ModelSite of(Optional<String> mirror, Map<String, String> environment) {
    var address = mirror.or(() -> set(environment, "HF_ENDPOINT")).orElse(HUGGING_FACE);
    try {
      return new ModelSite(
          URI.create(address.replaceFirst("/+$", "")), set(environment, "HF_TOKEN"));
    } catch (IllegalArgumentException unusable) {
      throw new IllegalArgumentException(
          "the address of a hub is https://HOST, got '%s'".formatted(address), unusable);
    }
  }

  private static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /// Something of a model.
  ///
  /// @param path after the address, which may need encoding
  URI resolve(String path) {
    return address.resolve(URI.create(address.getRawPath() + path));
  }

  /// The token for a request to an address, if it may go there.
  Optional<String> tokenFor(URI target) {
    var same =
        address.getScheme().equals(target.getScheme())
            && address.getHost().equals(target.getHost())
            && address.getPort() == target.getPort();
    return token.filter(_ -> same && (address.getScheme().equals("https") || isHere()));
  }

  private boolean isHere() {
    return address.getHost().matches("localhost|127\\.[0-9.]+|\\[::1]");
  }

  /// The token is left out.
  @Override
  public String toString() {
    return address.toString();
  }
}
