package dev.uvaha.hub.pull;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a hub tells of a model.
///
/// @param commit the state that is fetched, so that all files are of one
/// @param files by their names
record RemoteModel(ModelName model, String commit, Map<String, RemoteFile> files) {
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final int LONGEST = 64 << 20;

  /// Asks for it.
  ///
  /// @throws IOException if nobody answers, or nothing of use
  /// @throws IllegalArgumentException if there is no such model, or it is not for everybody
  static RemoteModel ask(HubClient client, ModelName model) throws IOException {
    var address =
        client
            .site()
            .resolve(
                "/api/models/%s/revision/%s?blobs=true"
                    .formatted(model, model.revision().replace("/", "%2F")));
    var answer = client.get(address, 0);
    try (var body = answer.body()) {
      refuse(client.site(), model, answer);
      var json = JsonMapper.shared().readTree(body.readNBytes(LONGEST));
      var files = new LinkedHashMap<String, RemoteFile>();
      for (var file : json.path("siblings")) {
        var name = file.path("rfilename").asString("");
        if (!name.isEmpty()) files.put(name, file(name, file));
      }
      var commit = json.path("sha").asString("");
      return new RemoteModel(
          model, COMMIT.matcher(commit).matches() ? commit : model.revision(), files);
    } catch (JacksonException damaged) {
      throw new IOException(
          "%s: no answer of a hub: %s".formatted(address, damaged.getOriginalMessage()), damaged);
    }
  }

  private static RemoteFile file(String name, JsonNode json) {
    var large = json.path("lfs");
    return new RemoteFile(
        name,
        large.path("size").asLong(json.path("size").asLong(-1)),
        hash(large.path("sha256"), SHA256).or(() -> hash(large.path("oid"), SHA256)),
        large.isObject() ? Optional.empty() : hash(json.path("blobId"), COMMIT));
  }

  private static Optional<String> hash(JsonNode json, Pattern pattern) {
    return json.asStringOpt().filter(text -> pattern.matcher(text).matches());
  }

  /// Where a file of it is.
  URI address(ModelSite site, String file) {
    return site.resolve(
        "/%s/resolve/%s/%s".formatted(model, commit.replace("/", "%2F"), file.replace(" ", "%20")));
  }

  /// Refuses all answers but a good one.
  static void refuse(ModelSite site, ModelName model, HttpResponse<InputStream> answer)
      throws IOException {
    var what = "%s, revision %s, at %s".formatted(model, model.revision(), site);
    switch (answer.statusCode()) {
      case 200, 206 -> {}
      case 401, 403 ->
          throw new IllegalArgumentException(
              "%s: %s: if it exists, accept its terms there and set HF_TOKEN to a token of yours"
                  .formatted(
                      what,
                      site.token().isEmpty() ? "not for everybody" : "HF_TOKEN does not open it"));
      case 404 -> throw new IllegalArgumentException("there is no " + what);
      default ->
          throw new IOException("%s: the hub answers %d".formatted(what, answer.statusCode()));
    }
  }
}
