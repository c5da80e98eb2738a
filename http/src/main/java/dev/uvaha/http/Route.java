package dev.uvaha.http;

/// Who answers a path, and how it is asked.
public record Route(Method method, Access access, Endpoint endpoint) {
  /// How a path is asked.
  public enum Method {
    GET,
    POST
  }

  /// Whether a service that has a key wants to see it.
  public enum Access {
    KEY,
    OPEN
  }

  /// Asked by GET, with the key.
  public static Route get(Endpoint endpoint) {
    return new Route(Method.GET, Access.KEY, endpoint);
  }

  /// Asked by POST with a JSON object, and with the key.
  public static Route post(Endpoint endpoint) {
    return new Route(Method.POST, Access.KEY, endpoint);
  }

  /// The same, without a key.
  public Route open() {
    return new Route(method, Access.OPEN, endpoint);
  }
}
