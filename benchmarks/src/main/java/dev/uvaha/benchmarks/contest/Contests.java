package dev.uvaha.benchmarks.contest;

import dev.uvaha.benchmarks.AttentionBenchmark;
import dev.uvaha.benchmarks.Characters;
import dev.uvaha.benchmarks.DecodingBenchmark;
import dev.uvaha.benchmarks.GptDecoding;
import dev.uvaha.benchmarks.GptStep;
import dev.uvaha.benchmarks.Operations;
import dev.uvaha.benchmarks.RnnSearchStep;
import dev.uvaha.benchmarks.StartUp;
import dev.uvaha.benchmarks.StudioBenchmark;
import dev.uvaha.benchmarks.TranslationStep;
import dev.uvaha.benchmarks.VitStep;
import dev.uvaha.benchmarks.contest.Metric.Better;
import dev.uvaha.benchmarks.contest.Metric.Cell;
import dev.uvaha.benchmarks.serving.ServingBenchmark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// All that is compared, and what each figure is to reach on 2 cores.
final class Contests {
  private static final String MEDIAN = "median";
  private static final String MEMORY = "peak_rss_mb";
  private static final double MEMORY_SHARE = 1.25;

  /// Losses of two seeds differ by a percent or so.
  private static final double SEEDS = 0.98;

  /// Where [Prose] writes the text that both sides learn from.
  static final Path PROSE = Path.of("benchmarks", "target", "prose.txt");

  private final SuiteOptions options;
  private final int threads;

  Contests(SuiteOptions options, int threads) {
    this.options = options;
    this.threads = threads;
  }

  /// In the order in which they are run and shown; translation only if there is text for it, Studio
  /// only if there is a browser.
  List<Contest> all() {
    return Stream.of(
            Stream.of(
                gptStep(),
                vitStep(),
                characters("bfloat16"),
                characters("float32"),
                attention("attention", "bfloat16"),
                attention("attention-float32", "float32"),
                decoding(),
                gptDecoding(),
                serving()),
            translationStep().stream(),
            Stream.of(rnnSearchStep(), startUp()),
            studio().stream(),
            Stream.of(operations()))
        .flatMap(contests -> contests)
        .toList();
  }

  private Contest gptStep() {
    var repeats = options.thorough("--repeats 15", "--repeats 3 --warmup 1");
    return new Contest(
        "gpt",
        "Training step of a 10.8M GPT: 6 layers of 384, 16 × 256 tokens, bf16",
        ours(GptStep.class.getName(), repeats),
        peer("gpt_step.py", repeats),
        List.of(
            Metric.of("gpt_step", MEDIAN, "ms", Better.LOWER).reaching(new Goal.AtLeastRatio(1.2)),
            Metric.of("gpt_step", MEMORY, "MB peak", Better.LOWER)
                .reaching(new Goal.AtLeastRatio(1 / MEMORY_SHARE))));
  }

  private Contest vitStep() {
    var repeats = options.thorough("--repeats 30 --warmup 5", "--repeats 3 --warmup 1");
    return new Contest(
        "vit",
        "Training step of a 1.2M ViT: 6 layers of 128, 128 pictures of 32 × 32 in patches of 4, bf16",
        ours(VitStep.class.getName(), repeats),
        peer("vit_step.py", repeats),
        List.of(
            Metric.of("vit_step", "pictures_per_second", "pictures/s", Better.HIGHER)
                .reaching(new Goal.AtLeastRatio(1.2)),
            Metric.of("vit_step", MEMORY, "MB peak", Better.LOWER)));
  }

  /// @param type as PyTorch names it; nanoGPT itself takes float32 on the processor
  private Contest characters(String type) {
    var arguments =
        options.thorough("--steps 2000", "--steps 20")
            + " --dtype "
            + type
            + " --text "
            + options.home().resolve(PROSE).toAbsolutePath();
    return new Contest(
        "characters-" + type,
        "nanoGPT's 4 × 128 recipe over characters, 12 × 64 a step, 2,000 steps, " + type,
        ours(Characters.class.getName(), arguments),
        peer("characters.py", arguments),
        List.of(
            Metric.of("characters", "steps_per_second", "steps/s", Better.HIGHER)
                .reaching(new Goal.AtLeastRatio(1)),
            Metric.of("characters", "validation_loss", "nats a character", Better.LOWER)
                .reaching(new Goal.AtLeastRatio(SEEDS))));
  }

  private Contest rnnSearchStep() {
    var repeats = options.thorough("--repeats 30", "--repeats 3 --warmup 1");
    return new Contest(
        "rnnsearch",
        "Training RNNsearch: GRUs of 256 each way and 512, 8,000 pieces, 64 sentences of 24, bf16",
        ours(RnnSearchStep.class.getName(), repeats),
        peer("rnnsearch_step.py", repeats),
        List.of(
            Metric.of("rnnsearch_step", "tokens_per_second", "target tokens/s", Better.HIGHER)
                .reaching(new Goal.AtLeastRatio(1.2)),
            Metric.of("rnnsearch_step", MEMORY, "MB peak", Better.LOWER)));
  }

  /// @param name of the contest
  /// @param type as PyTorch names it
  private Contest attention(String name, String type) {
    var lengths = options.thorough("128 256 512 1024 2048 4096", "128");
    return new Contest(
        name,
        "Attention over 4,096 tokens (batch × heads × length × head width), " + type,
        ours(
            AttentionBenchmark.class.getName(),
            type.toUpperCase(Locale.ROOT) + " " + threads + " " + lengths.replace(' ', ',')),
        peer(
            "attention.py",
            options.thorough("--repeats 15 --seconds 5", "--repeats 3 --warmup 1")
                + " --dtypes "
                + type
                + " --lengths "
                + lengths),
        List.of(
            Metric.of("attention_forward_backward", MEDIAN, "ms", Better.LOWER)
                .reaching(new Goal.AtLeastRatio(1))));
  }

  /// HotSpot goes on compiling for some 50 sentences: a server's speed is the one after that.
  private Contest decoding() {
    var repeats =
        options.thorough("--repeats 50 --warmup 60", "--repeats 3 --warmup 1 --length 16");
    return new Contest(
        "decoding",
        "Greedy decoding with cached keys and values: 3 + 3 layers of 256, one sentence",
        ours(DecodingBenchmark.class.getName(), repeats),
        peer("decode.py", repeats),
        List.of(
            Metric.of("decode_fastest", "tokens_per_second", "tokens/s", Better.HIGHER)
                .reaching(new Goal.AtLeastRatio(2)),
            Metric.of("decode", "tokens_per_second", "tokens/s", Better.HIGHER)));
  }

  private Contest gptDecoding() {
    var repeats = options.thorough("--repeats 5 --warmup 8", "--repeats 3 --warmup 1 --length 8");
    return new Contest(
        "gpt-decoding",
        "Greedy decoding of a GPT-2 of 124M with cached keys and values, one text; beside Hugging Face's generate: our float32, float16 and int8 beside its float32, bf16 and bf16",
        ours(GptDecoding.class.getName(), repeats),
        peer("gpt_decode.py", repeats),
        List.of(
            tokens("32_bits", "32_bits").reaching(new Goal.AtLeastRatio(1.2)),
            tokens("16_bits", "16_bits").reaching(new Goal.AtLeastRatio(1.6)),
            tokens("8_bits", "16_bits").reaching(new Goal.AtLeastRatio(3))));
  }

  private static Metric tokens(String ours, String peer) {
    return new Metric(
        new Cell("gpt_decode_" + ours, "tokens_per_second"),
        new Cell("gpt_decode_" + peer, "tokens_per_second"),
        "tokens/s",
        Better.HIGHER,
        Optional.empty());
  }

  private Contest serving() {
    return new Contest(
        "serving",
        "A server that streams texts of a 124M GPT-2 over HTTP: to one client, and to 16 at once",
        ours(
            ServingBenchmark.class.getName(),
            "--on cpu:float32,cpu:bfloat16 "
                + options.thorough("--rounds 5", "--rounds 1 --length 4 --streams 2")),
        Optional.empty(),
        List.of(
            Metric.of("serving", "one_tokens_per_second", "tokens/s, one", Better.HIGHER),
            Metric.of("serving", "tokens_per_second", "tokens/s, 16", Better.HIGHER),
            Metric.of("serving", "gain", "times as many", Better.HIGHER)
                .reaching(new Goal.AtLeast(4))));
  }

  private Optional<Contest> translationStep() {
    if (options.data().isEmpty()) return Optional.empty();
    var steps =
        options.thorough("--steps 60", "--steps 6")
            + " --tokens 4096 --data "
            + options.data().get().toAbsolutePath();
    var once =
        " --minutes 100000 --report-every 100000 --bleu-every 100000 --test-sentences 1 --beam 1";
    return Optional.of(
        new Contest(
            "translation",
            "Training a translator: 3 + 3 layers of 256, 8,000 pieces, batches of 4,096 tokens, bf16",
            ours(TranslationStep.class.getName(), steps),
            peer("translation.py", steps + once),
            List.of(
                new Metric(
                    new Cell("translation_step", "target_tokens_per_second"),
                    new Cell("curve", "target_tokens_per_second"),
                    "target tokens/s",
                    Better.HIGHER,
                    Optional.empty()),
                new Metric(
                    new Cell("translation_step", MEMORY),
                    new Cell("test", "training_peak_rss_mb"),
                    "MB peak",
                    Better.LOWER,
                    Optional.empty()))));
  }

  private Contest startUp() {
    return new Contest(
        "start",
        "`./uvaha translate` of one sentence, from start to exit",
        ours(
            StartUp.class.getName(),
            options.thorough("--repeats 15", "--repeats 3 --warmup 1")
                + " --home "
                + options.home().toAbsolutePath()),
        Optional.empty(),
        List.of(Metric.of("start_up", MEDIAN, "ms", Better.LOWER).reaching(new Goal.AtMost(1200))));
  }

  private Optional<Contest> studio() {
    if (StudioBenchmark.chromium().isEmpty()) return Optional.empty();
    return Optional.of(
        new Contest(
            "studio",
            "What a visitor of Studio waits for, in Chromium: 12 layers × 12 heads, 768 wide, 64 tokens",
            ours(
                StudioBenchmark.class.getName(),
                options.thorough("--repeats 20", "--repeats 3 --layers 2")),
            Optional.empty(),
            Stream.of(
                    waited("studio_first_paint", 1000),
                    waited("studio_head_of_a_layer", 100),
                    waited("studio_head_of_another", 100),
                    waited("studio_pass", 1000))
                .flatMap(List::stream)
                .toList()));
  }

  private static List<Metric> waited(String line, int atMost) {
    return List.of(
        Metric.of(line, MEDIAN, "ms", Better.LOWER),
        Metric.of(line, "slowest", "ms, slowest", Better.LOWER).reaching(new Goal.AtMost(atMost)));
  }

  private Contest operations() {
    return new Contest(
        "operations",
        "Single operations; forward and backward but for gemm, small_add and optimizer_step",
        ours(
            Operations.class.getName(),
            options.thorough("--milliseconds 300", "--milliseconds 20")),
        peer("operations.py", options.thorough("--seconds 3", "--seconds 0.1")),
        Stream.of(
                "gemm",
                "layer_norm",
                "softmax",
                "gelu",
                "cross_entropy",
                "small_add",
                "optimizer_step")
            .map(line -> Metric.of(line, MEDIAN, "µs", Better.LOWER))
            .toList());
  }

  private static List<String> ours(String program, String arguments) {
    return command(program, arguments);
  }

  private static Optional<List<String>> peer(String script, String arguments) {
    return Optional.of(command(script, arguments));
  }

  private static List<String> command(String program, String arguments) {
    var command = new ArrayList<>(List.of(program));
    command.addAll(Arrays.asList(arguments.split(" ")));
    return command;
  }
}
