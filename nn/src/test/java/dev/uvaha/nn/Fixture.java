package dev.uvaha.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.uvaha.nn.safetensors.SafetensorsFile;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Tensor;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// PyTorch's answer to compare with, made by `benchmarks/peers/fixtures.py`: tensors named
/// `input.*`, `parameter.*`, `upstream`, `output`, and `gradient.*` of `(output * upstream).sum()`.
///
/// A fixture that is not there fails the test.
public final class Fixture {
  /// Room for float32 rounding: PyTorch computed in float64, the layers compute in float32.
  /// Relative for values above 1, absolute below.
  public static final double FLOAT32_TOLERANCE = 1e-5;

  private final String name;
  private final SafetensorsFile file;

  private Fixture(String name, SafetensorsFile file) {
    this.name = name;
    this.file = file;
  }

  /// Reads `fixtures/NAME.safetensors` of the module under test.
  public static Fixture named(String name) {
    return new Fixture(name, SafetensorsFile.open(path(name)));
  }

  /// The file of a fixture.
  public static Path path(String name) {
    var resource = "/fixtures/" + name + ".safetensors";
    var url = Fixture.class.getResource(resource);
    assertThat(url)
        .as("the fixture %s, made by benchmarks/peers/fixtures.py", resource)
        .isNotNull();
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /// What it was made with, such as `heads` or `eps`.
  public JsonNode settings() {
    return JsonMapper.shared().readTree(file.metadata().getOrDefault("settings", "{}"));
  }

  /// Every name with a prefix such as `gradient.input.`, without it, sorted.
  public Set<String> names(String prefix) {
    var names = new TreeSet<String>();
    for (var full : file.names())
      if (full.startsWith(prefix)) names.add(full.substring(prefix.length()));
    return names;
  }

  /// A tensor by its full name.
  public Tensor tensor(String fullName) {
    return file.tensor(fullName);
  }

  public Tensor input(String input) {
    return tensor("input." + input);
  }

  public Tensor parameter(String parameter) {
    return tensor("parameter." + parameter);
  }

  public Tensor output() {
    return tensor("output");
  }

  public Tensor upstream() {
    return tensor("upstream");
  }

  /// Sets every parameter of a layer from `parameter.*`.
  ///
  /// @param theirName the fixture's name for each of the layer's
  public void load(Layer layer, UnaryOperator<String> theirName) {
    layer
        .parameters()
        .forEach((ours, parameter) -> {
          try (var value = parameter(theirName.apply(ours))) {
            parameter.assign(value);
          }
        });
  }

  /// Fails unless the values are the fixture's within [#FLOAT32_TOLERANCE].
  public void assertMatches(String fullName, Tensor actual) {
    try (var expected = tensor(fullName)) {
      assertClose(name + ": " + fullName, actual, expected, FLOAT32_TOLERANCE);
    }
  }

  /// Fails unless each value is within `tolerance · (1 + |expected|)`, and the shapes are equal.
  public static void assertClose(String what, Tensor actual, Tensor expected, double tolerance) {
    assertThat(actual.shape()).as(what).isEqualTo(expected.shape());
    try (var actual64 = actual.detach().to(DataType.FLOAT64).contiguous();
        var expected64 = expected.detach().to(DataType.FLOAT64).contiguous()) {
      var got = actual64.segment().toArray(java.lang.foreign.ValueLayout.JAVA_DOUBLE);
      var wanted = expected64.segment().toArray(java.lang.foreign.ValueLayout.JAVA_DOUBLE);
      for (var i = 0; i < got.length; i++)
        if (!(Math.abs(got[i] - wanted[i]) <= tolerance * (1 + Math.abs(wanted[i]))))
          throw new AssertionError(
              "%s: element %d is %s, expected %s within %s"
                  .formatted(what, i, got[i], wanted[i], tolerance));
    }
  }
}
