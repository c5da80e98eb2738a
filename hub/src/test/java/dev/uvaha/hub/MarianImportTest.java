package dev.uvaha.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.models.transformer.Transformer;
import dev.uvaha.tensor.DataType;
import dev.uvaha.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// A Marian becomes a translator's folder.
class MarianImportTest {
  @TempDir Path folder;

  private Path marian() {
    return folder.resolve("marian");
  }

  private Path imported() {
    return folder.resolve("imported");
  }

  @BeforeEach
  void copy() throws IOException {
    Files.createDirectories(marian());
    for (var fixture : new String[] {"marian_scaled", "marian_tokenizer"})
      try (var files = Files.list(Fixtures.folder(fixture))) {
        for (var file : files.toList())
          Files.copy(
              file,
              marian().resolve(file.getFileName().toString()),
              StandardCopyOption.REPLACE_EXISTING);
      }
  }

  private void run() {
    ModelImport.run(marian(), imported(), HubListener.NONE);
  }

  @Test
  void sourcesAreCutAsHuggingFaceDoes() throws IOException {
    run();
    var tokenizer = Tokenizer.load(imported().resolve("tokenizer.json"));
    var expected = Fixtures.folder("marian_tokenizer").resolve("expected.json");
    for (var text : JsonMapper.shared().readTree(Files.readAllBytes(expected))) {
      var ids =
          StreamSupport.stream(text.path("ids").spliterator(), false).mapToInt(id -> id.asInt());
      assertThat(tokenizer.encode(text.path("text").asString()))
          .as(text.path("text").asString())
          .isEqualTo(ids.toArray());
    }
    assertThat(tokenizer.specialTokens()).containsExactly("</s>", "<unk>", "<pad>");
    assertThat(tokenizer.vocabularySize()).isEqualTo(200);
  }

  @Test
  void theModelIsTheSame() {
    run();
    var back = Transformer.FOLDER.load(imported()).parameters();
    HuggingFace.marian(marian())
        .parameters()
        .forEach((name, parameter) ->
            assertThat(back)
                .extractingByKey(name)
                .satisfies(found ->
                    assertThat(found.value().contentEquals(parameter.value())).as(name).isTrue()));
  }

  @Test
  void whatWasImportedGoesBack() throws IOException {
    run();
    var back = folder.resolve("back");
    HuggingFace.export(imported(), back, DataType.FLOAT32, HubListener.NONE);
    assertThat(HubConfig.read(back).integer("decoder_start_token_id")).isEqualTo(199);
    assertThat(TranslationTokens.of(back)).isEqualTo(new TranslationTokens(199, 0));
    for (var file : new String[] {"model.safetensors", "source.spm", "vocab.json"})
      assertThat(back.resolve(file)).hasSameBinaryContentAs(marian().resolve(file));
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    var spm = marian().resolve("source.spm");
    var whole = Files.readAllBytes(spm);
    for (var length = 0; length < whole.length - 1; length += 131) {
      Files.write(spm, Arrays.copyOf(whole, length));
      assertThatThrownBy(this::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(spm + ": no SentencePiece model, or cut short");
    }
    Files.write(spm, whole);
    var ids = marian().resolve("vocab.json");
    Files.writeString(ids, Files.readString(ids).replace("\"<pad>\": 199", "\"<pad>\": 7"));
    assertThatThrownBy(this::run).hasMessageContaining("vocab.json: the id 7 of '<pad>' is taken");
    assertThat(imported()).doesNotExist();
  }
}
