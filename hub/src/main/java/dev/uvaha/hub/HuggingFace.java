package dev.uvaha.hub;

import dev.uvaha.models.LanguageModel;
import dev.uvaha.models.ModelFolder;
import dev.uvaha.models.bert.Bert;
import dev.uvaha.models.block.CausalTransformer;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.models.llama.LlamaConfig;
import dev.uvaha.models.transformer.Transformer;
import dev.uvaha.models.vit.Vit;
import dev.uvaha.nn.Layer;
import dev.uvaha.nn.safetensors.Checkpoint;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Device;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes Hugging Face's folders: `config.json`, and `model.safetensors` or, when
/// reading, its shards. What it writes, Hugging Face's library reads, with the same logits.
public final class HuggingFace {
  private static final GptFolder GPT = new GptFolder();
  private static final LlamaFolder LLAMA = new LlamaFolder();
  private static final BertFolder BERT = new BertFolder();
  private static final MarianFolder MARIAN = new MarianFolder();
  private static final VitFolder VIT = new VitFolder();
  private static final List<HubFolder<?, ?>> ALL = List.of(GPT, LLAMA, BERT, MARIAN, VIT);
  private static final ObjectNode NONE = JsonMapper.shared().createObjectNode();

  private HuggingFace() {}

  /// A GPT-2, or a Llama, Mistral, Qwen2 or SmolLM.
  ///
  /// @throws IllegalArgumentException if the folder holds no such model, or one that does not fit
  ///   its configuration: one line says what and where
  public static LanguageModel languageModel(Path folder) {
    return languageModel(folder, Device.CPU, DataType.FLOAT32);
  }

  /// [#languageModel(Path)] read onto a device, tensor by tensor.
  ///
  /// @param matrices the type of its matrices; vectors are FLOAT32
  public static LanguageModel languageModel(Path folder, Device device, DataType matrices) {
    var json = HubConfig.read(folder);
    return architecture(json, List.of(GPT, LLAMA))
        .load(json, folder, device, matrices, HubListener.NONE);
  }

  /// A BERT.
  ///
  /// @throws IllegalArgumentException as [#languageModel]
  public static Bert bert(Path folder) {
    var json = HubConfig.read(folder);
    return architecture(json, List.of(BERT)).load(json, folder, HubListener.NONE);
  }

  /// A Marian, as the translators of the Helsinki group are. Its decoder begins with the padding
  /// token.
  ///
  /// @throws IllegalArgumentException as [#languageModel]
  public static Transformer marian(Path folder) {
    var json = HubConfig.read(folder);
    return architecture(json, List.of(MARIAN)).load(json, folder, HubListener.NONE);
  }

  /// A ViT.
  ///
  /// @throws IllegalArgumentException as [#languageModel]
  public static Vit vit(Path folder) {
    var json = HubConfig.read(folder);
    return architecture(json, List.of(VIT)).load(json, folder, HubListener.NONE);
  }

  /// What the labels of a classifier's folder are called, by their numbers.
  ///
  /// @throws IllegalArgumentException if its `config.json` does not say
  public static List<String> labels(Path folder) {
    return LabelNames.of(HubConfig.read(folder));
  }

  /// The sizes and choices of the language model in a folder: a [GptConfig] or a [LlamaConfig].
  ///
  /// @throws IllegalArgumentException as [#languageModel]
  public static Record sizes(Path folder) {
    var json = HubConfig.read(folder);
    try (var checkpoint = Checkpoint.open(folder)) {
      return architecture(json, List.of(GPT, LLAMA)).config(json, checkpoint.names());
    }
  }

  /// Checks that a folder holds a model that can be read, and reads no weights.
  ///
  /// @throws IllegalArgumentException as [#languageModel]
  public static void check(Path folder) {
    var json = HubConfig.read(folder);
    architecture(json, ALL).check(json, folder);
  }

  /// Checks that a folder's `config.json` is of an architecture that can be read, before its
  /// weights are here.
  ///
  /// @throws IllegalArgumentException if it is not: one line names those that are
  public static void checkArchitecture(Path folder) {
    architecture(HubConfig.read(folder), ALL);
  }

  /// Writes a GPT as a GPT-2.
  ///
  /// @throws java.io.UncheckedIOException if the disk does not take it
  public static void save(CausalTransformer model, GptConfig config, Path folder) {
    GPT.save(model, config, folder, NONE);
  }

  /// Writes a Llama, as a Qwen2 if that is what its biases are.
  ///
  /// @throws java.io.UncheckedIOException if the disk does not take it
  public static void save(CausalTransformer model, LlamaConfig config, Path folder) {
    LLAMA.save(model, config, folder, NONE);
  }

  /// Writes a BERT.
  ///
  /// @throws java.io.UncheckedIOException if the disk does not take it
  public static void save(Bert model, Path folder) {
    BERT.save(model, model.config(), folder, NONE);
  }

  /// Writes a ViT: computed positions as a table.
  ///
  /// @param labels what they are called, as many as the model has
  /// @param preprocessing how its pictures are made ready
  /// @throws IllegalArgumentException if theirs has no such thing: without a class token, say
  /// @throws java.io.UncheckedIOException if the disk does not take it
  public static void save(
      Vit model, List<String> labels, Preprocessing preprocessing, Path folder) {
    if (labels.size() != model.config().labels())
      throw new IllegalArgumentException(
          "the model has %d labels, and %d names are given"
              .formatted(model.config().labels(), labels.size()));
    VIT.save(model, model.config(), folder, LabelNames.json(labels));
    preprocessing.write(folder);
  }

  /// Writes a Transformer as a Marian, which has its norms after the sublayers and its sines before
  /// its cosines.
  ///
  /// @throws IllegalArgumentException if this one has not
  /// @throws java.io.UncheckedIOException if the disk does not take it
  public static void save(Transformer model, TranslationTokens tokens, Path folder) {
    MARIAN.save(model, model.config(), folder, tokens.json());
    new HubConfig(
            folder.resolve(TranslationTokens.GENERATION),
            tokens.json().put("pad_token_id", model.config().padding()))
        .write();
  }

  /// Writes a model that began as the one in another folder of Hugging Face's, such as after
  /// fine-tuning: with its configuration, and its tokenizer and whatever else says how it is used.
  ///
  /// @param origin where it was read
  /// @throws IllegalArgumentException if it is not of that folder's architecture
  /// @throws java.io.UncheckedIOException if the disk does not take it
  public static void saveLike(Path origin, Layer model, Path folder) {
    var json = HubConfig.read(origin);
    saveLike(architecture(json, ALL), json, origin, model, folder);
    ModelFiles.copyUse(origin, folder);
  }

  /// Writes the model in one folder to another as Hugging Face's library reads it: a translator
  /// that training wrote, as a Marian; any other again as it is, in one file.
  ///
  /// @param folder one that holds no model yet
  /// @param type of the weights there
  /// @param listener is told how far it is
  /// @throws IllegalArgumentException if `origin` holds no model, or one that their library can't
  ///   do: one line says what
  /// @throws java.io.UncheckedIOException if the disk does not take it
  public static void export(Path origin, Path folder, DataType type, HubListener listener) {
    ModelImport.refuseModel(folder);
    if (ModelFolder.architecture(origin).equals(Transformer.FOLDER.architecture())) {
      var translator = Transformer.FOLDER.load(origin);
      translator.convertTo(type);
      save(translator, TranslationTokens.of(origin), folder);
      ModelFiles.copyUse(origin, folder);
      TranslationTokens.describe(folder);
      return;
    }
    var json = HubConfig.read(origin);
    var model = architecture(json, ALL).load(json, origin, listener);
    model.convertTo(type);
    listener.at("writing the weights", 1, 1);
    saveLike(origin, model, folder);
  }

  private static <C extends Record, M extends Layer> void saveLike(
      HubFolder<C, M> architecture, HubConfig json, Path origin, Layer model, Path folder) {
    if (!architecture.model().isInstance(model))
      throw new IllegalArgumentException(
          "%s holds a %s, and this is a %s"
              .formatted(
                  origin, architecture.model().getSimpleName(), model.getClass().getSimpleName()));
    try (var checkpoint = Checkpoint.open(origin)) {
      var config = architecture.config(json, checkpoint.names());
      architecture.save(architecture.model().cast(model), config, folder, json.object());
    }
  }

  private static <F extends HubFolder<?, ?>> F architecture(HubConfig config, List<F> known) {
    for (var architecture : known)
      if (architecture.types().contains(config.modelType())) return architecture;
    throw new IllegalArgumentException(
        "%s: model_type is '%s'; known are %s"
            .formatted(
                config.file(),
                config.modelType(),
                String.join(", ", known.stream().flatMap(one -> one.types().stream()).toList())));
  }
}
