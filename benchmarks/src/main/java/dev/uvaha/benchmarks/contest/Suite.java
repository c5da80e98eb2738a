package dev.uvaha.benchmarks.contest;

import dev.uvaha.benchmarks.Arguments;
import dev.uvaha.benchmarks.Characters;
import dev.uvaha.benchmarks.contest.SuiteOptions.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The program behind `benchmarks/run`.
public final class Suite {
  private static final String QUICK = "--quick";
  private static final String PUBLISH = "--publish";
  private static final String USAGE =
      """
      Times Uvaha beside PyTorch, by turns in one run, and compares.

        benchmarks/run [CONTEST…] [OPTION…]

      Contests: gpt vit characters-bfloat16 characters-float32 attention attention-float32 decoding
        gpt-decoding serving translation rnnsearch start studio operations; all of them unless
        named, translation if there is --data, studio if there is Chromium.
        --quick         one short round of each, to see that all of it runs; never published
        --publish       keeps the results in docs/benchmarks.json and shows them in docs/benchmarks.md
        --rounds N      how often Uvaha and PyTorch take turns; 3
        --threads N     for both; all cores
        --python FILE   with benchmarks/peers/requirements.txt installed; else UVAHA_PEER_PYTHON,
                        else benchmarks/peers/.venv/bin/python, else Uvaha runs alone
        --data DIR      train.tsv.gz, valid.tsv.gz, test.tsv.gz for the contest translation
        --wait MINUTES  how long to wait for a quiet machine before each program; 10
        --out DIR       where results.json, results.md and run.log go; benchmarks/target/results
      """;

  private final SuiteOptions options;
  private final Path out;
  private final int threads;

  private Suite(SuiteOptions options, Path out, int threads) {
    this.options = options;
    this.out = out;
    this.threads = threads;
  }

  /// Runs the contests; ends with 1 if a program failed, with 2 if it was asked for nonsense.
  public static void main(String[] args) throws InterruptedException {
    if (List.of(args).contains("--help")) {
      System.out.print(USAGE);
      return;
    }
    try {
      System.exit(run(args));
    } catch (IllegalArgumentException | IOException failure) {
      say(failure.getMessage() + " (benchmarks/run --help)");
      System.exit(2);
    }
  }

  private static int run(String[] args) throws IOException, InterruptedException {
    var flags = new HashSet<String>();
    var named = new HashSet<String>();
    var rest = new ArrayList<String>();
    for (var i = 0; i < args.length; i++) {
      if (args[i].equals(QUICK) || args[i].equals(PUBLISH)) flags.add(args[i]);
      else if (args[i].startsWith("--"))
        rest.addAll(Arrays.asList(args).subList(i, Math.min(args.length, ++i + 1)));
      else named.add(args[i]);
    }
    if (flags.size() == 2)
      throw new IllegalArgumentException("quick figures are not for publishing");
    var home = Path.of(System.getProperty("uvaha.home", ".")).toAbsolutePath().normalize();
    var arguments = Arguments.of(rest.toArray(String[]::new));
    var effort = flags.contains(QUICK) ? Effort.QUICK : Effort.THOROUGH;
    var options = SuiteOptions.of(home, effort, named, arguments);
    var out = arguments.text("out").map(Path::of).orElse(home.resolve("benchmarks/target/results"));
    var suite = new Suite(options, out, arguments.integer("threads", Machine.cores()));
    return suite.run(flags);
  }

  private int run(Set<String> flags) throws IOException, InterruptedException {
    var all = new Contests(options, threads).all();
    var names = all.stream().map(Contest::name).toList();
    for (var name : options.only())
      if (!names.contains(name))
        throw new IllegalArgumentException(
            switch (name) {
              case "translation" -> "translation needs --data";
              case "studio" -> "studio needs Chromium: apt-get install chromium";
              default -> "no contest is called " + name;
            });
    if (options.python().isEmpty())
      say("no Python of the peers found: Uvaha runs alone, without ratios (see --python)");
    if (options.data().isEmpty()) say("no --data: the contest translation is left out");
    Files.createDirectories(out);
    var log = out.resolve("run.log");
    Files.writeString(log, "");
    var programs = new Programs(threads, options.home().resolve("benchmarks/peers"), log);
    var measured = measured(programs);
    var results = new ArrayList<ContestResult>();
    var failed = 0;
    for (var contest : all) {
      if (!options.wants(contest)) continue;
      try {
        results.add(compare(contest, programs, measured));
      } catch (IOException failure) {
        failed++;
        say(contest.name() + " failed: " + failure.getMessage());
      }
    }
    keep(results, names, flags);
    return failed == 0 ? 0 : 1;
  }

  private ContestResult compare(Contest contest, Programs programs, Measured measured)
      throws IOException, InterruptedException {
    if (contest.ours().contains(Characters.class.getName()))
      Prose.write(options.home().resolve(Contests.PROSE));
    var quiet = new QuietMachine(options.waitMinutes(), Suite::say);
    var turns = new Turns(programs, options.python(), quiet, options.rounds(), Suite::say);
    var result = ContestResult.of(contest, measured, turns.run(contest));
    System.out.println(Page.markdown(List.of(result)));
    return result;
  }

  private void keep(List<ContestResult> results, List<String> names, Set<String> flags)
      throws IOException {
    if (results.isEmpty()) return;
    new ResultsFile(out.resolve("results.json")).update(results, names);
    Files.writeString(out.resolve("results.md"), Page.markdown(results));
    say("results: " + out.resolve("results.md") + " and results.json");
    if (!flags.contains(PUBLISH)) return;
    var docs = options.home().resolve("docs");
    var published = new ResultsFile(docs.resolve("benchmarks.json")).update(results, names);
    Page.update(docs.resolve("benchmarks.md"), published);
    say("published: docs/benchmarks.md and docs/benchmarks.json");
  }

  private Measured measured(Programs programs) throws IOException, InterruptedException {
    return new Measured(
        LocalDate.now(ZoneOffset.UTC).toString(),
        Machine.processor(),
        Machine.system(),
        Machine.versions(programs, options.python()),
        threads,
        options.rounds(),
        programs.environment());
  }

  private static void say(String line) {
    System.err.println("benchmarks: " + line);
  }
}
