package dev.uvaha.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.uvaha.images.PngFile;
import dev.uvaha.images.sets.DrawnShapes;
import dev.uvaha.images.sets.Part;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// How much may be sent: to each limit, and not beyond it.
@Timeout(120)
final class LimitsTest {
  private static final int MOST_BODY = 12 << 20;
  private static final int MOST_PICTURE = 8 << 20;
  private static final int MOST_TOKENS = 128;
  private static final int MOST_CHARACTERS = 8000;
  private static final int MOST_MESSAGES = 64;

  /// Longer than what may be looked into at once, so that the model is not what refuses.
  private static final int CONTEXT = 251;

  private static Studio studio;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    var model = TinyRuns.gpt(folder, CONTEXT);
    studio = Studio.start(StudioConfig.DEFAULT.withPort(0).withModel(model).withRuns(folder));
  }

  @AfterAll
  static void end() {
    studio.close();
  }

  private static HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return new Visitor(studio.address()).post(path, body, BodyHandlers.ofString());
  }

  static Stream<Arguments> limits() {
    return Stream.of(
        argumentSet(
            "body",
            "vision/see",
            shape(MOST_BODY),
            shape(MOST_BODY + 1),
            413,
            "the body may have 12,582,912 bytes at most"),
        argumentSet(
            "bytes of a picture",
            "vision/see",
            picture(file(MOST_PICTURE)),
            picture(file(MOST_PICTURE + 1)),
            400,
            "the picture: has 8,388,609 bytes, more than the limit of 8,388,608; "
                + "make it smaller or raise the limit"),
        argumentSet(
            "pixels of a picture",
            "vision/see",
            picture(black(2000, 8)),
            picture(black(4001, 4000)),
            400,
            "the picture: has 4,001 x 4,000 pixels, more than the limit of 16,000,000 in all; "
                + "make it smaller or raise the limit"),
        argumentSet(
            "tokens of a prompt",
            "gpt/pass",
            prompt(MOST_TOKENS),
            prompt(MOST_TOKENS + 1),
            400,
            "the prompt has 129 tokens, and 128 can be looked into at once: shorten it"),
        argumentSet(
            "characters of a prompt",
            "gpt/pass",
            prompt(MOST_TOKENS),
            prompt(2001),
            400,
            "the prompt has 2,001 characters, and 2,000 are read at most: shorten it"),
        argumentSet(
            "characters of a message",
            "chat/write",
            messages(1, 100),
            messages(1, MOST_CHARACTERS + 1),
            400,
            "'messages[0].content' must be a text of 8,000 characters at most, got "),
        argumentSet(
            "messages",
            "chat/write",
            messages(MOST_MESSAGES, 1),
            messages(MOST_MESSAGES + 1, 1),
            400,
            "'messages' must be 1 to 64 of them, got "));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void whatIsBeyondALimitIsRefusedInOneLine(
      String path, String within, String beyond, int status, String line)
      throws IOException, InterruptedException {
    assertThat(post(path, within).statusCode()).as("within the limit").isEqualTo(200);
    var refusal = post(path, beyond);
    assertThat(refusal.statusCode()).isEqualTo(status);
    assertThat(refusal.body())
        .startsWith("{\"error\":{\"message\":\"" + line)
        .hasSizeLessThan(500)
        .doesNotContain("\\n");
    assertThat(post(path, within).statusCode()).as("afterwards").isEqualTo(200);
  }

  /// A drawn shape, in a body of so many bytes.
  private static String shape(int bytes) {
    var asked = "{\"kind\":3}";
    return asked + " ".repeat(bytes - asked.length());
  }

  private static String picture(byte[] file) {
    return "{\"picture\":\"%s\"}".formatted(Base64.getEncoder().encodeToString(file));
  }

  /// A picture's file of so many bytes, most of them behind its end.
  private static byte[] file(int bytes) {
    return Arrays.copyOf(PngFile.bytes(new DrawnShapes(30, Part.TEST, 3).picture(7)), bytes);
  }

  private static byte[] black(int width, int height) {
    var file = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY), "png", file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return file.toByteArray();
  }

  /// The model has no token of two such letters.
  private static String prompt(int tokens) {
    return "{\"prompt\":\"%s\"}".formatted("z".repeat(tokens));
  }

  private static String messages(int count, int characters) {
    var message = "{\"role\":\"user\",\"content\":\"%s\"}".formatted("z".repeat(characters));
    return "{\"maximumTokens\":1,\"messages\":[%s]}"
        .formatted(String.join(",", Collections.nCopies(count, message)));
  }
}
