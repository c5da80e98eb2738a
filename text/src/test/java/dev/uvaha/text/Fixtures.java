package dev.uvaha.text;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `benchmarks/peers/fixtures_tokenizers.py` and `fixtures_metrics.py` have written.
public final class Fixtures {
  private Fixtures() {}

  public static Path path(String name) {
    var url = Fixtures.class.getResource("/dev/uvaha/text/" + name);
    try {
      return Path.of(Objects.requireNonNull(url, "fixture " + name + " is missing").toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  public static JsonNode json(String name) {
    return JsonMapper.shared().readTree(path(name));
  }

  static int[] ints(JsonNode array) {
    return IntStream.range(0, array.size()).map(i -> array.get(i).intValue()).toArray();
  }
}
