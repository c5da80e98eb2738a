package dev.uvaha.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A request that is not answered as asked: its status, and why, as OpenAI's clients read it.
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final String INVALID = "invalid_request_error";

  private final int status;
  private final String type;
  private final transient Optional<String> parameter;
  private final String code;

  private ApiException(
      int status, String type, Optional<String> parameter, String code, String message) {
    super(message);
    this.status = status;
    this.type = type;
    this.parameter = parameter;
    this.code = code;
  }

  /// What a field says can't be done.
  public static ApiException invalid(String parameter, String message) {
    return new ApiException(400, INVALID, Optional.of(parameter), "invalid_value", message);
  }

  /// The prompt leaves no room, or has none to begin with.
  public static ApiException unfitPrompt(String parameter, String message) {
    return new ApiException(
        400, INVALID, Optional.of(parameter), "context_length_exceeded", message);
  }

  public static ApiException unknownField(String parameter) {
    return new ApiException(
        400,
        INVALID,
        Optional.of(parameter),
        "unknown_parameter",
        "unknown field '%s': leave it out".formatted(parameter));
  }

  public static ApiException malformed(String message) {
    return new ApiException(400, INVALID, Optional.empty(), "invalid_json", message);
  }

  public static ApiException noModel(String name, String known) {
    return new ApiException(
        404,
        INVALID,
        Optional.of("model"),
        "model_not_found",
        "there is no model '%s' for this here: there is %s".formatted(name, known));
  }

  public static ApiException unauthorized() {
    return new ApiException(
        401,
        INVALID,
        Optional.empty(),
        "invalid_api_key",
        "this server wants its API key: send 'Authorization: Bearer KEY'");
  }

  public static ApiException refused(int status, String code, String message) {
    return new ApiException(status, INVALID, Optional.empty(), code, message);
  }

  /// Too much to do now, or about to end.
  public static ApiException unavailable(String message) {
    return new ApiException(503, "server_error", Optional.empty(), "unavailable", message);
  }

  public static ApiException failure(String message) {
    return new ApiException(500, "server_error", Optional.empty(), "internal_error", message);
  }

  public int status() {
    return status;
  }

  /// Of which kind it is, for programs.
  public String code() {
    return code;
  }

  /// `{"error": {…}}`
  Map<String, Object> json() {
    var error = new LinkedHashMap<String, Object>();
    error.put("message", String.valueOf(getMessage()));
    error.put("type", type);
    error.put("param", parameter);
    error.put("code", code);
    return Map.of("error", error);
  }
}
