package dev.uvaha.hub.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPullTest {
  private static final byte[] CONFIG =
      "{\"model_type\": \"gpt2\"}\n".getBytes(StandardCharsets.UTF_8);
  private static final ModelName TINY = ModelName.parse("acme/tiny", "main");

  @TempDir Path folder;
  private final LocalHub hub;
  private final List<String> again = new ArrayList<>();
  private long here;
  private long expected;

  ModelPullTest() throws IOException {
    hub = new LocalHub();
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private static byte[] content(int bytes) {
    var content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return content;
  }

  private void pull(Optional<String> token, String... files) {
    var listener =
        new PullListener() {
          @Override
          public void begins(int files, long bytes) {
            expected = bytes;
          }

          @Override
          public void arrived(String file, long bytes) {
            here = bytes;
          }

          @Override
          public void again(String why) {
            again.add(why);
          }
        };
    var pull = new ModelPull(new ModelSite(hub.address(), token), Duration.ofMillis(1), listener);
    if (files.length == 0) pull.pull(TINY, folder);
    else pull.pull(TINY, folder, List.of(files));
  }

  private void pull() {
    pull(Optional.empty());
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aModelComesWithWhatItNeedsAndNothingElse() throws IOException {
    var weights = content(200_003);
    hub.small("config.json", CONFIG)
        .small("tokenizer.json", content(1009))
        .small("README.md", content(101))
        .large("model.safetensors", weights)
        .large("pytorch_model.bin", content(31));
    pull();
    assertThat(files()).containsExactly("config.json", "model.safetensors", "tokenizer.json");
    assertThat(folder.resolve("model.safetensors")).hasBinaryContent(weights);
    assertThat(expected).isEqualTo(CONFIG.length + 1009 + weights.length);
    assertThat(here).isEqualTo(expected);
  }

  @Test
  void shardsComeByTheirIndex() throws IOException {
    var index =
        """
        {"weight_map": {"a": "model-00001-of-00002.safetensors",
                        "b": "model-00002-of-00002.safetensors"}}
        """;
    hub.small("config.json", CONFIG)
        .small("model.safetensors.index.json", index.getBytes(StandardCharsets.UTF_8))
        .large("model-00001-of-00002.safetensors", content(17))
        .large("model-00002-of-00002.safetensors", content(19))
        .large("model-00003-of-00003.safetensors", content(23));
    pull();
    assertThat(files())
        .containsExactly(
            "config.json",
            "model-00001-of-00002.safetensors",
            "model-00002-of-00002.safetensors",
            "model.safetensors.index.json");
  }

  @Test
  void aBrokenConnectionIsTakenUpWhereItBroke() {
    var weights = content(300_007);
    hub.small("config.json", CONFIG)
        .large("model.safetensors", weights)
        .breaksOnce("model.safetensors", 200_000);
    pull();
    assertThat(folder.resolve("model.safetensors")).hasBinaryContent(weights);
    assertThat(again).hasSize(1);
    assertThat(hub.requests().getLast()).matches("/cdn/model.safetensors bytes=\\d{2,6}- -");
  }

  @Test
  void aPullThatWasStoppedGoesOn() throws IOException {
    var weights = content(100_003);
    hub.small("config.json", CONFIG).large("model.safetensors", weights);
    pull();
    var whole = folder.resolve("model.safetensors");
    var part = new RemoteFile("model.safetensors", 0, Optional.of(sha256()), Optional.empty());
    Files.write(part.part(folder), Arrays.copyOf(weights, 70_001));
    Files.delete(whole);
    pull();
    assertThat(whole).hasBinaryContent(weights);
    assertThat(hub.requests().getLast()).isEqualTo("/cdn/model.safetensors bytes=70001- -");
    assertThat(files()).containsExactly("config.json", "model.safetensors");
  }

  private String sha256() throws IOException {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(Files.readAllBytes(folder.resolve("model.safetensors"))));
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void aHubWithoutRangesBeginsAgain() {
    var weights = content(300_007);
    hub.withoutRanges()
        .small("config.json", CONFIG)
        .large("model.safetensors", weights)
        .breaksOnce("model.safetensors", 200_000);
    pull();
    assertThat(folder.resolve("model.safetensors")).hasBinaryContent(weights);
  }

  @Test
  void whatIsHereIsNotFetchedAgain() {
    hub.small("config.json", CONFIG).large("model.safetensors", content(10_007));
    pull();
    hub.requests().clear();
    pull();
    assertThat(hub.requests()).containsExactly("/api/models/acme/tiny/revision/main - -");
    assertThat(here).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "model.safetensors"})
  void anotherContentThanTheHubTellsIsRefused(String name) throws IOException {
    hub.small("config.json", CONFIG).large("model.safetensors", content(10_007));
    hub.lies(name, new byte[name.equals("config.json") ? CONFIG.length : 10_007]);
    assertThatThrownBy(this::pull)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            "%s: what came is not what the hub says it is (its checksum differs): pull again"
                .formatted(name));
    assertThat(files()).doesNotContain(name).noneMatch(file -> file.endsWith(".part"));
  }

  @Test
  void moreThanTheHubTellsIsRefused() {
    hub.small("config.json", CONFIG)
        .large("model.safetensors", content(1009))
        .lies("model.safetensors", content(5003));
    assertThatThrownBy(this::pull).hasMessageContaining("more comes than the 1009 bytes");
  }

  @Test
  void aFaultOfTheHubIsTriedAgain() {
    var path = "/acme/tiny/resolve/" + LocalHub.COMMIT + "/config.json";
    hub.small("config.json", CONFIG)
        .large("model.safetensors", content(1009))
        .answersOnce(path, 503);
    pull();
    assertThat(again).singleElement().asString().contains("the hub answers 503");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThatThrownBy(() ->
            new ModelPull(new ModelSite(hub.address(), Optional.empty()), PullListener.none())
                .pull(ModelName.parse("acme/other", "main"), folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no acme/other, revision main, at " + hub.address());
  }

  @Test
  void weightsThatAreNotReadAreNamed() {
    hub.small("config.json", CONFIG).large("pytorch_model.bin", content(31));
    assertThatThrownBy(this::pull)
        .hasMessage(
            "acme/tiny has no model.safetensors; it has pytorch_model.bin, which is not read here");
    hub.large("tiny.Q8_0.gguf", content(37));
    assertThatThrownBy(this::pull).hasMessageEndingWith(": say which by --file");
  }

  @Test
  void oneFileComesAlone() throws IOException {
    hub.small("config.json", CONFIG).large("tiny.Q8_0.gguf", content(37));
    pull(Optional.empty(), "tiny.Q8_0.gguf");
    assertThat(files()).containsExactly("tiny.Q8_0.gguf");
    assertThatThrownBy(() -> pull(Optional.empty(), "tiny.Q4_0.gguf"))
        .hasMessage("acme/tiny has no file 'tiny.Q4_0.gguf'");
    assertThatThrownBy(() -> pull(Optional.empty(), "../tiny.gguf"))
        .hasMessage("'../tiny.gguf' is no file of a model");
  }

  @Test
  void theTokenOpensAndStaysWithTheHub() {
    hub.opensFor("hf_secret")
        .small("config.json", CONFIG)
        .large("model.safetensors", content(1009));
    assertThatThrownBy(this::pull)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not for everybody: if it exists, accept its terms there")
        .hasMessageContaining("HF_TOKEN");
    assertThatThrownBy(() -> pull(Optional.of("hf_other")))
        .hasMessageContaining("HF_TOKEN does not open it")
        .hasMessageNotContaining("hf_other");
    hub.requests().clear();
    pull(Optional.of("hf_secret"));
    for (var request : hub.requests())
      assertThat(request).endsWith(request.startsWith("/cdn/") ? " -" : " Bearer hf_secret");
  }

  /// An index that names a file elsewhere, or one that is no shard.
  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", "config.json", "a\\\\..\\\\b", ""})
  void anIndexLeadsNowhereElse(String shard) {
    var index = "{\"weight_map\": {\"a\": \"%s\"}}".formatted(shard);
    hub.small("config.json", CONFIG)
        .small("model.safetensors.index.json", index.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(this::pull).hasMessageContaining("which is no shard of it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tiny",
        "acme/",
        "/tiny",
        "acme/../tiny",
        "../tiny",
        "acme/tiny/more",
        "acme/ti ny",
        "acme/tiny?x=1",
        "acme/..",
        "-acme/tiny",
        "acme/tiny#x",
        "acme/t\u0000iny"
      })
  void namesLeadNowhereElse(String name) {
    assertThatThrownBy(() -> ModelName.parse(name, "main"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a model is ORG/NAME");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../main", "ma in", "", "refs/../x", "a?b", "a#b", "a//b"})
  void revisionsLeadNowhereElse(String revision) {
    assertThatThrownBy(() -> ModelName.parse("acme/tiny", revision))
        .hasMessageStartingWith("a revision is a branch");
  }

  @ParameterizedTest
  @CsvSource({
    "https://mirror.example/, https://mirror.example",
    "https://mirror.example/hf, https://mirror.example/hf"
  })
  void theMirrorComesFirst(String mirror, String address) {
    var environment = Map.of("HF_ENDPOINT", "https://other.example", "HF_TOKEN", " t ");
    var site = ModelSite.of(Optional.of(mirror), environment);
    assertThat(site).hasToString(address);
    assertThat(site.resolve("/acme/tiny")).hasToString(address + "/acme/tiny");
    assertThat(ModelSite.of(Optional.empty(), environment)).hasToString("https://other.example");
    assertThat(ModelSite.of(Optional.empty(), Map.of())).hasToString("https://huggingface.co");
    assertThat(site.token()).contains("t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://x", "file:///etc", "mirror", "https://", "http:// x"})
  void anAddressOfNoHubIsRefused(String mirror) {
    assertThatThrownBy(() -> ModelSite.of(Optional.of(mirror), Map.of()))
        .hasMessageContaining("the address of a hub is https://HOST");
  }

  /// Whoever listens on a plain connection would have it.
  @Test
  void theTokenNeverGoesOverAPlainConnectionToElsewhere() {
    var site = ModelSite.of(Optional.of("http://mirror.example"), Map.of("HF_TOKEN", "t"));
    assertThat(site.tokenFor(site.resolve("/acme/tiny"))).isEmpty();
  }
}
