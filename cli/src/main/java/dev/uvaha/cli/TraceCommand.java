package dev.uvaha.cli;

import dev.uvaha.hub.HuggingFace;
import dev.uvaha.hub.ImageTrace;
import dev.uvaha.images.Channels;
import dev.uvaha.images.Picture;
import dev.uvaha.images.PictureReader;
import dev.uvaha.language.TextTrace;
import dev.uvaha.models.ModelFolder;
import dev.uvaha.tensor.Device;
import dev.uvaha.translation.SearchOptions;
import dev.uvaha.translation.TraceFile;
import dev.uvaha.translation.Translator;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Writes everything that one forward pass computes.
@Command(
    name = "trace",
    description = "Write logits, hidden states and attention of one forward pass.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  uvaha trace --text \"I am learning AI.\" --out ai.safetensors",
      "  uvaha trace --to uk --text \"A cat.\" --target \"Кіт.\" --out a.safetensors",
      "  uvaha trace --ids 4,301,17,2 --target-ids 1,77,9 --out ids.safetensors",
      "  uvaha trace --model gpt2 --text \"A cat\" --out gpt.safetensors",
      "  uvaha trace --model bert --ids 2,7,3 --type-ids 0,1,1 --out b.safetensors",
      "  uvaha trace --model vit --image cat.png --out vit.safetensors",
      "",
      "Ids are taken as they are: the source's with its language token and </s>, the",
      "target's with <s> before it. The names in the file: input.input_ids,",
      "input.attention_mask, input.decoder_input_ids, logits, and, each with .0, .1,",
      "… for its layer: encoder_hidden_states, encoder_attentions,",
      "decoder_hidden_states, decoder_attentions, cross_attentions; of language models,",
      "BERT and ViT: hidden_states, attentions. A ViT reads input.pixel_values."
    })
final class TraceCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private ModelOption model = new ModelOption(Device.CPU);

  @Mixin private LanguageOption language = new LanguageOption();

  @Option(
      names = "--type-ids",
      split = ",",
      paramLabel = "ID",
      description = "Which segment each id is of, for a BERT. Default: 0.")
  private List<Integer> typeIds = List.of();

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  @ArgGroup(multiplicity = "0..1")
  private Target target = new Target();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The safetensors file to write.")
  private Path out = Path.of("");

  /// What the encoder reads, or the one model that there is.
  static final class Source {
    @Option(names = "--text", paramLabel = "TEXT", description = "The text to read.")
    private Optional<String> text = Optional.empty();

    @Option(names = "--ids", split = ",", paramLabel = "ID", description = "Or its token ids.")
    private List<Integer> ids = List.of();

    @Option(
        names = "--image",
        paramLabel = "FILE",
        description = "The picture to read, for a ViT: PNG, JPEG, GIF or BMP.")
    private Optional<Path> image = Optional.empty();

    @Option(
        names = "--input",
        paramLabel = "FILE",
        description = "Or a safetensors file with its input.pixel_values, which are taken as is.")
    private Optional<Path> input = Optional.empty();

    /// Whether it is for a model that sees.
    private boolean isPicture() {
      return image.isPresent() || input.isPresent();
    }
  }

  /// What the decoder reads.
  static final class Target {
    @Option(
        names = "--target",
        paramLabel = "TEXT",
        description = "A translation of it. Default: the model's own.")
    private Optional<String> text = Optional.empty();

    @Option(
        names = "--target-ids",
        split = ",",
        paramLabel = "ID",
        description = "Or its token ids.")
    private List<Integer> ids = List.of();

    /// Whether it is left to the model.
    private boolean isOpen() {
      return text.isEmpty() && ids.isEmpty();
    }
  }

  TraceCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var seeing = model.folder().filter(ImageTrace::reads);
    var hubFolder = model.folder().filter(TraceCommand::isOfHub);
    if (seeing.isPresent()) tracePicture(seeing.get());
    else if (source.isPicture())
      throw new IllegalArgumentException(
          "--image and --input are for a ViT, and %s is none".formatted(model.name()));
    else if (hubFolder.filter(TraceCommand::isMarian).isPresent()) traceMarian(hubFolder.get());
    else if (hubFolder.isPresent()) traceText(TextTrace.load(hubFolder.get()));
    else traceTranslation();
    console.note("uvaha: wrote the trace to " + out);
    return 0;
  }

  private static boolean isOfHub(Path folder) {
    return !ModelFolder.architecture(folder).startsWith("uvaha-");
  }

  private static boolean isMarian(Path folder) {
    return ModelFolder.architecture(folder).toLowerCase(Locale.ROOT).startsWith("marian");
  }

  /// Its three files of pieces become a tokenizer by an import; ids do without.
  private void traceMarian(Path folder) {
    if (source.ids.isEmpty() || target.ids.isEmpty() || !typeIds.isEmpty())
      throw new IllegalArgumentException(
          "%s holds a Marian as Hugging Face has it: give --ids and --target-ids, or make it a translator first: uvaha import %s --out DIR"
              .formatted(folder, folder));
    TraceFile.write(HuggingFace.marian(folder), ints(source.ids), ints(target.ids), out);
  }

  private void tracePicture(Path folder) {
    if (!source.isPicture() || !target.isOpen() || !typeIds.isEmpty())
      throw new IllegalArgumentException(
          "%s holds a ViT, which reads --image or --input alone".formatted(folder));
    var trace = ImageTrace.load(folder);
    source.input.ifPresent(input -> trace.write(input, out));
    source.image.ifPresent(image -> trace.write(picture(image, trace.channels()), out));
  }

  private static Picture picture(Path image, int count) {
    var channels =
        Arrays.stream(Channels.values())
            .filter(one -> one.count() == count)
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "--image reads grey or coloured pictures, and this model takes %d channels; give --input"
                        .formatted(count)));
    return new PictureReader(channels).read(image);
  }

  private void traceText(TextTrace trace) {
    if (!target.isOpen())
      throw new IllegalArgumentException("--target is for translators: this model has none");
    var ids = source.text.map(trace::ids).orElseGet(() -> ints(source.ids));
    trace.write(ids, ints(typeIds), out);
  }

  private void traceTranslation() {
    if (!typeIds.isEmpty())
      throw new IllegalArgumentException("--type-ids is for a BERT: a translator has no segments");
    if (source.text.isEmpty() && target.isOpen())
      throw new IllegalArgumentException("with --ids give --target or --target-ids too");
    var translator = model.load();
    var sourceIds =
        source
            .text
            .map(text -> translator.source(text, language.of(translator, text)))
            .orElseGet(() -> ints(source.ids));
    TraceFile.write(translator, sourceIds, targetIds(translator), out);
  }

  private int[] targetIds(Translator translator) {
    if (target.text.isPresent()) return translator.decoderInput(target.text.get());
    if (!target.ids.isEmpty()) return ints(target.ids);
    var text = source.text.orElseThrow();
    var translation =
        translator.translate(text, language.of(translator, text), SearchOptions.DEFAULT);
    return translator.decoderInput(translation.text());
  }

  private static int[] ints(List<Integer> ids) {
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }
}
