package dev.uvaha.benchmarks;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.uvaha.hub.HuggingFace;
import dev.uvaha.models.gpt.Gpt;
import dev.uvaha.models.gpt.GptConfig;
import dev.uvaha.studio.Studio;
import dev.uvaha.studio.StudioConfig;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.text.CharacterTokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a visitor of Studio waits for, in Chromium: the first paint of a page, another head of a
/// model as large as GPT-2, and all that is shown of one forward pass. The weights are random, and
/// each character is a token.
///
/// `--tokens 64 --layers 12 --heads 12 --width 768 --repeats 20`
public final class StudioBenchmark {
  private static final List<Path> CHROMIUMS =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"));

  private static final Map<String, String> NO_DOWNLOAD =
      Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");

  private static final String WORDS = "the cat sees ";

  /// Characters besides those, for a vocabulary whose logits take as long as others'.
  private static final int FIRST_IDEOGRAPH = 0x4E00;

  private static final int IDEOGRAPHS = 20_000;
  private static final int ROOM = 64; // positions besides the prompt's
  private static final double MILLIS = 1e3;

  /// From the key to the frame in which another head is drawn; `moves` are keys.
  private static final String SWITCH_HEADS =
      """
      async moves => {
        const canvas = document.querySelector('uv-heads canvas');
        const drawn = () => document.querySelector('#step-weights').data.key;
        const frame = () => new Promise(requestAnimationFrame);
        const times = [];
        for (const key of moves) {
          const before = drawn();
          const from = performance.now();
          canvas.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
          while (drawn() === before) await frame();
          await frame();
          times.push(performance.now() - from);
        }
        return times;
      }
      """;

  /// From the question to the answer, read.
  private static final String PASS =
      """
      async prompt => {
        const from = performance.now();
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch('/api/gpt/pass', { method: 'POST', headers, body: JSON.stringify({ prompt }) });
        if (!answer.ok) throw new Error(await answer.text());
        await answer.json();
        return performance.now() - from;
      }
      """;

  private StudioBenchmark() {}

  /// The browser, as Debian has it; empty where it is not installed.
  public static Optional<Path> chromium() {
    return CHROMIUMS.stream().filter(Files::isExecutable).findFirst();
  }

  /// Prints milliseconds of each: the median and the slowest.
  public static void main(String[] args) throws IOException {
    var arguments = Arguments.of(args);
    var repeats = arguments.integer("repeats", 20);
    var tokens = arguments.integer("tokens", 64);
    var chromium =
        chromium()
            .orElseThrow(
                () -> new IllegalStateException("no chromium here: apt-get install chromium"));
    try (var folder = TemporaryFolder.create("studio")) {
      writeModel(arguments, tokens, folder.path());
      var config = StudioConfig.DEFAULT.withPort(0).withRuns(folder.path().resolve("runs"));
      try (var studio = Studio.start(config.withModel(folder.path()));
          var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(NO_DOWNLOAD));
          var browser = playwright.chromium().launch(options(chromium))) {
        print("studio_first_paint", firstPaints(browser, studio.address(), repeats));
        var page = browser.newPage();
        page.navigate(studio.address() + "#/gpt?layer=0&head=0&prompt=" + prompt(tokens));
        page.waitForFunction("() => document.querySelector('#step-weights')?.data");
        page.waitForSelector(".lens td");
        print("studio_head_of_a_layer", switches(page, "ArrowRight", "ArrowLeft", repeats));
        print("studio_head_of_another", switches(page, "ArrowDown", "ArrowUp", repeats));
        print("studio_pass", passes(page, tokens, repeats));
      }
    }
  }

  private static LaunchOptions options(Path chromium) {
    return new LaunchOptions()
        .setExecutablePath(chromium)
        .setArgs(List.of("--no-sandbox", "--disable-dev-shm-usage"));
  }

  private static void writeModel(Arguments arguments, int tokens, Path folder) throws IOException {
    var ideographs =
        IntStream.range(FIRST_IDEOGRAPH, FIRST_IDEOGRAPH + IDEOGRAPHS)
            .mapToObj(Character::toString);
    var tokenizer = CharacterTokenizer.of(Stream.concat(Stream.of(WORDS), ideographs), List.of());
    var config =
        GptConfig.of(
            tokenizer.vocabularySize(),
            arguments.integer("layers", 12),
            arguments.integer("heads", 12),
            arguments.integer("width", 768),
            tokens + ROOM,
            0);
    Randomness.seed(1);
    HuggingFace.save(Gpt.create(config), config, folder);
    tokenizer.save(folder.resolve("tokenizer.json"));
  }

  /// So many tokens, of which none is lost at the ends.
  private static String prompt(int tokens) {
    return WORDS.repeat(tokens / WORDS.length() + 1).substring(0, tokens - 1) + "t";
  }

  /// Each in a browser that has seen nothing yet.
  private static List<Double> firstPaints(Browser browser, String address, int repeats) {
    var times = new ArrayList<Double>();
    for (var i = 0; i <= repeats; i++)
      try (var context = browser.newContext()) {
        var page = context.newPage();
        page.navigate(address + "#/lecture");
        page.waitForSelector("body[data-ready]");
        times.add(
            number(
                page.evaluate(
                    "() => performance.getEntriesByName('first-contentful-paint')[0].startTime")));
      }
    return times.subList(1, times.size()); // the first one warms the server up
  }

  private static List<Double> switches(Page page, String forth, String back, int repeats) {
    var moves = new ArrayList<String>();
    for (var i = 0; i < repeats + 2; i++) moves.add(i % 2 == 0 ? forth : back);
    var times = (List<?>) page.evaluate(SWITCH_HEADS, moves);
    return times.stream().skip(2).map(StudioBenchmark::number).toList();
  }

  private static List<Double> passes(Page page, int tokens, int repeats) {
    var times = new ArrayList<Double>();
    for (var i = 0; i < repeats + 2; i++) {
      var asked = Character.toString(FIRST_IDEOGRAPH + i) + prompt(tokens).substring(1); // anew
      times.add(number(page.evaluate(PASS, asked)));
    }
    return times.subList(2, times.size());
  }

  private static double number(Object evaluated) {
    return ((Number) evaluated).doubleValue();
  }

  private static void print(String name, List<Double> milliseconds) {
    var timings = new Timings(milliseconds.stream().map(time -> time / MILLIS).toList());
    timings.print(
        name,
        Timings.Unit.MILLISECONDS,
        Map.of("slowest", Math.round(timings.quantile(1) * MILLIS)));
  }
}
