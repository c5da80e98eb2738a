package dev.uvaha.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs [OperationsBenchmark] by JMH, each operation in a process of its own, and prints its
/// results as `operations.py` does.
///
/// `--only REGEX --iterations 10 --milliseconds 300`
public final class Operations {
  private static final int WARMUPS = 3;

  private Operations() {}

  /// Prints microseconds of an operation, of each type and shape.
  public static void main(String[] args) throws RunnerException {
    var arguments = Arguments.of(args);
    var time = TimeValue.milliseconds(arguments.integer("milliseconds", 300));
    var options =
        new OptionsBuilder()
            .include(
                OperationsBenchmark.class.getSimpleName()
                    + "\\.("
                    + arguments.text("only").orElse(".*")
                    + ")$")
            .forks(1)
            .jvmArgs(
                ManagementFactory.getRuntimeMXBean().getInputArguments().toArray(String[]::new))
            .warmupIterations(WARMUPS)
            .warmupTime(time)
            .measurementIterations(arguments.integer("iterations", 10))
            .measurementTime(time)
            .verbosity(VerboseMode.SILENT)
            .build();
    new Runner(options).run().forEach(Operations::print);
  }

  private static void print(RunResult result) {
    var label = result.getPrimaryResult().getLabel();
    var times = result.getPrimaryResult().getStatistics();
    var parameters = result.getParams();
    var shape = OperationsBenchmark.sizes(parameters.getParam("shape"));
    var fields = new LinkedHashMap<String, Object>();
    fields.put("median", times.getPercentile(50));
    fields.put("quartiles", new double[] {times.getPercentile(25), times.getPercentile(75)});
    fields.put("unit", "us");
    fields.put("runs", times.getN());
    fields.put("dtype", parameters.getParam("dtype"));
    fields.put("shape", shape);
    fields.putAll(speed(label, shape, times.getPercentile(50)));
    Report.printAsIs(label, fields);
  }

  private static Map<String, ?> speed(String label, long[] shape, double microseconds) {
    if (!label.equals("gemm")) return Map.of();
    var operations = 2.0 * Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return Map.of("gflops", Math.round(operations / microseconds / 1e3));
  }
}
