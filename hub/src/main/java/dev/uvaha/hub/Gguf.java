package dev.uvaha.hub;

import dev.uvaha.models.LanguageModel;
import dev.uvaha.models.block.CausalTransformer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads GGUF files of Llama, Qwen2 and GPT-2, whose weights may be packed as F32, F16, BF16, Q8_0,
/// Q4_0, Q4_1, Q4_K or Q6_K.
public final class Gguf {
  private static final Map<String, GgufArchitecture<?, CausalTransformer>> KNOWN =
      new TreeMap<>(
          Map.of(
              "gpt2", new GgufGpt(),
              "llama", new GgufLlama("llama", GgufLlama.Rows.PAIRED),
              "qwen2", new GgufLlama("qwen2", GgufLlama.Rows.HALVES)));

  private Gguf() {}

  /// The model in a file, unpacked to FLOAT32 on the CPU.
  ///
  /// @throws IllegalArgumentException if the file is damaged or holds a model that we don't know:
  ///   one line says what and where
  public static LanguageModel languageModel(Path file) {
    try (var open = GgufFile.open(file)) {
      return loaded(architecture(open), open);
    }
  }

  /// Writes the model in a file as a folder of Hugging Face's: its weights in FLOAT32, its
  /// tokenizer, its chat template and which tokens end a text.
  ///
  /// @param listener is told how far it is
  /// @throws IllegalArgumentException as [#languageModel]; then nothing has been written
  /// @throws java.io.UncheckedIOException if the disk does not take it
  public static void importTo(Path file, Path folder, HubListener listener) {
    try (var open = GgufFile.open(file)) {
      var architecture = architecture(open);
      var vocabulary = GgufVocabulary.of(open.values());
      write(architecture, open, vocabulary, folder, listener);
    }
  }

  private static GgufArchitecture<?, CausalTransformer> architecture(GgufFile file) {
    var name = file.values().text("general.architecture");
    var known = KNOWN.get(name);
    if (known == null)
      throw new IllegalArgumentException(
          "%s: its architecture is '%s'; known are %s"
              .formatted(file.path(), name, String.join(", ", KNOWN.keySet())));
    return known;
  }

  private static <C extends Record> CausalTransformer loaded(
      GgufArchitecture<C, CausalTransformer> architecture, GgufFile file) {
    return architecture.load(file, architecture.config(file), HubListener.NONE);
  }

  private static <C extends Record> void write(
      GgufArchitecture<C, CausalTransformer> architecture,
      GgufFile file,
      Vocabulary vocabulary,
      Path folder,
      HubListener listener) {
    var config = architecture.config(file);
    checkFits(file, vocabulary);
    var tokenizer = TokenizerJson.json(vocabulary); // refused, if at all, before the long work
    var model = architecture.load(file, config, listener);
    new HubConfig(folder.resolve("tokenizer.json"), tokenizer).write();
    new HubConfig(folder.resolve("tokenizer_config.json"), tokenizerConfig(file, vocabulary))
        .write();
    new HubConfig(folder.resolve("generation_config.json"), generationConfig(vocabulary)).write();
    listener.at("writing the weights", 1, 1);
    architecture.folder().save(model, config, folder, roles(vocabulary));
  }

  private static void checkFits(GgufFile file, Vocabulary vocabulary) {
    var rows = file.shape("token_embd.weight").size(0);
    if (vocabulary.used() > rows)
      throw new IllegalArgumentException(
          "%s: its tokenizer has %d tokens, and its model %d"
              .formatted(file.path(), vocabulary.used(), rows));
  }

  /// What `config.json` says of tokens.
  private static ObjectNode roles(Vocabulary vocabulary) {
    var json = JsonMapper.shared().createObjectNode();
    var roles = vocabulary.roles();
    roles.begin().ifPresent(id -> json.put("bos_token_id", id));
    roles.end().ifPresent(id -> json.put("eos_token_id", id));
    roles.padding().ifPresent(id -> json.put("pad_token_id", id));
    return json;
  }

  private static ObjectNode generationConfig(Vocabulary vocabulary) {
    var json = roles(vocabulary);
    var ends = vocabulary.roles().ends();
    if (ends.size() > 1) {
      var list = json.putArray("eos_token_id");
      ends.forEach(list::add);
    }
    return json;
  }

  private static ObjectNode tokenizerConfig(GgufFile file, Vocabulary vocabulary) {
    var json = JsonMapper.shared().createObjectNode();
    var roles = vocabulary.roles();
    json.put("tokenizer_class", "PreTrainedTokenizerFast");
    roles.begin().ifPresent(id -> json.put("bos_token", vocabulary.token(id)));
    roles.end().ifPresent(id -> json.put("eos_token", vocabulary.token(id)));
    roles.unknown().ifPresent(id -> json.put("unk_token", vocabulary.token(id)));
    roles.padding().ifPresent(id -> json.put("pad_token", vocabulary.token(id)));
    json.put("add_bos_token", vocabulary.addsBegin());
    json.put("clean_up_tokenization_spaces", false);
    file.values()
        .maybeText("tokenizer.chat_template")
        .ifPresent(template -> json.put("chat_template", template));
    return json;
  }
}
