package dev.uvaha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Runs `./uvaha` in a checkout of its own, with a Maven and JDKs that only say what they are
/// asked.
@DisabledOnOs(OS.WINDOWS)
final class LauncherTest {
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$@" >>maven.log
      [ ! -f broken ] || { echo '[ERROR] /x/A.java:[7,3] not a statement'; exit 1; }
      echo '[INFO] Building Uvaha :: cli 0.1.0  [1/1]'
      sleep 0.3
      mkdir -p cli/target
      echo jar >cli/target/uvaha-cli-0.1.0.jar
      echo "$PWD/cli/target/uvaha-cli-0.1.0.jar" >cli/target/class-path
      """;
  private static final String JAVA =
      """
      #!/bin/sh
      for argument; do
        case $argument in -XX:AOTCacheOutput=*) echo cache >"${argument#*=}"; exit ;; esac
      done
      echo "$0"
      for argument; do printf '[%s]' "$argument"; done
      echo " threads=$OMP_NUM_THREADS wait=$OMP_WAIT_POLICY locale=${LC_ALL:-$LANG}"
      """;

  @TempDir private Path folder = Path.of("");
  private Path checkout = folder;
  private final Map<String, String> environment = new TreeMap<>();

  private record Run(int exitCode, String out, String notes) {}

  @BeforeEach
  void layOut() throws IOException {
    checkout = Files.createDirectories(folder.resolve("a check out"));
    var launcher = Path.of("").toAbsolutePath().resolveSibling("uvaha");
    script(checkout.resolve("uvaha"), Files.readString(launcher));
    script(checkout.resolve("mvnw"), MAVEN);
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Files.writeString(source("A.java"), "class A {}");
    environment.put("UVAHA_JAVA_HOME", jdk("jdk 25", "25.0.3").toString());
    environment.put("HOME", folder.toString());
    environment.put("PATH", "/usr/bin:/bin");
    environment.put("LANG", "C");
  }

  @Test
  void buildsOnceAndAgainWhenSourcesChange() throws Exception {
    assertThat(run("translate", "a  b").notes()).contains("building once", "building cli");
    var second = run("translate", "a  b");
    assertThat(second.notes()).isEmpty();
    assertThat(second.out()).contains("dev.uvaha.cli.Uvaha][translate][a  b]");
    assertThat(builds()).isEqualTo(1);

    touch(source("A.java"));
    assertThat(run("translate").notes()).contains("sources have changed");
    Files.delete(source("A.java"));
    touch(source("."));
    run("translate");
    assertThat(builds()).isEqualTo(3);
    assertThat(run("translate").exitCode()).isZero();
    assertThat(builds()).isEqualTo(3);
  }

  @Test
  void buildsAnewWhenTheCheckoutWasCopiedOrCleaned() throws Exception {
    run("x");
    var copy = folder.resolve("copy");
    var cp = new ProcessBuilder("cp", "-a", checkout.toString(), copy.toString()).start();
    assertThat(cp.waitFor()).isZero();
    checkout = copy;
    assertThat(run("x").out()).contains("/copy/target/").doesNotContain("a check out/target");
  }

  @Test
  void setsNativeAccessThreadsWaitPolicyLocaleAndCache() throws Exception {
    environment.put("UVAHA_THREADS", "3");
    environment.put("UVAHA_JAVA_OPTIONS", "-Xmx1g -Da=b");
    assertThat(run("x").out())
        .contains(
            "[--enable-native-access=ALL-UNNAMED]",
            "[-Xms80m][-XX:NewSize=64m][-XX:SurvivorRatio=2]")
        .contains("[-Dorg.bytedeco.javacpp.nopointergc=true]", "[-Xmx1g][-Da=b]")
        .contains("[-XX:AOTCache=" + checkout.toRealPath() + "/target/launcher/")
        .contains(" threads=3 wait=passive locale=C.UTF-8");
    environment.put("UVAHA_THREADS", "many");
    assertThat(run("x").notes())
        .isEqualTo("uvaha: UVAHA_THREADS=many must be a whole number from 1\n");
  }

  @Test
  void worksFromElsewhereThroughALink() throws Exception {
    var link = Files.createSymbolicLink(folder.resolve("link"), checkout.resolve("uvaha"));
    var bin = Files.createDirectories(folder.resolve("bin"));
    var second = Files.createSymbolicLink(bin.resolve("uvaha"), Path.of("../link"));
    assertThat(Files.exists(link)).isTrue();
    assertThat(runIn(folder, second.toString(), "x").out()).contains("Uvaha][x]");
    assertThat(runIn(bin, "./uvaha", "x").out()).contains("Uvaha][x]");
  }

  @Test
  void concurrentFirstRunsBuildOnce() throws Exception {
    var first = start(checkout, "./uvaha", "x");
    var second = start(checkout, "./uvaha", "x");
    assertThat(finish(first).out()).contains("Uvaha][x]");
    assertThat(finish(second).out()).contains("Uvaha][x]");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aKilledBuildLeavesNoLockBehind() throws Exception {
    var state = Files.createDirectories(checkout.resolve("target/launcher"));
    var gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Files.createSymbolicLink(state.resolve("lock"), Path.of(Long.toString(gone.pid())));
    assertThat(run("x").exitCode()).isZero();
    assertThat(Files.exists(state.resolve("lock"), java.nio.file.LinkOption.NOFOLLOW_LINKS))
        .isFalse();
  }

  @Test
  void aFailedBuildSaysWhereAndIsTriedAgain() throws Exception {
    var broken = Files.createFile(checkout.resolve("broken"));
    var run = run("x");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.notes()).contains("A.java:[7,3] not a statement", "uvaha: the build failed");
    assertThat(run.out()).isEmpty();
    Files.delete(broken);
    assertThat(run("x").exitCode()).isZero();
  }

  @Test
  void keepsBuildOptionsForLaterBuilds() throws Exception {
    run("build", "-Pcuda", "-Da=b c");
    touch(source("A.java"));
    run("x");
    assertThat(Files.readAllLines(checkout.resolve("maven.log")))
        .hasSize(2)
        .allMatch(line -> line.endsWith("-Pcuda -Da=b c package"));
    run("build");
    assertThat(Files.readAllLines(checkout.resolve("maven.log")).getLast())
        .endsWith("-DskipTests package");
  }

  @Test
  void testsByMavenWithTheUsersOptions() throws Exception {
    assertThat(run("test", "-pl", "nn").out()).contains("Building Uvaha :: cli");
    assertThat(Files.readString(checkout.resolve("maven.log")))
        .isEqualTo("verify -B -ntp -pl nn\n");
  }

  @Test
  void findsANewEnoughJdkWhereJavaIsOlder() throws Exception {
    environment.remove("UVAHA_JAVA_HOME");
    environment.put("JAVA_HOME", jdk("old", "17.0.15").toString());
    environment.put("PATH", jdk("older", "1.8.0_402") + "/bin:/usr/bin:/bin");
    var found = jdk(".sdkman/candidates/java/26-ea", "26-ea");
    assertThat(run("x").out()).contains(found + "/bin/java");
    environment.put("PATH", jdk("newer", "25") + "/bin:/usr/bin:/bin");
    assertThat(run("x").out()).contains("/newer/bin/java");
    environment.put("JAVA_HOME", jdk("newest", "27.0.1").toString());
    assertThat(run("x").out()).contains("/newest/bin/java");
  }

  @Test
  void saysWhichJdkItFoundAndBuildsNothing() throws Exception {
    assertThat(run("jdk").out()).isEqualTo(folder.resolve("jdk 25") + "\n");
    assertThat(checkout.resolve("maven.log")).doesNotExist();
  }

  @Test
  void saysInOneLineThatTheGivenJdkIsTooOld() throws Exception {
    environment.put("UVAHA_JAVA_HOME", jdk("old", "24.0.2").toString());
    var run = run("x");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.notes().lines())
        .singleElement()
        .asString()
        .contains("/old is no JDK 25 or newer");
  }

  @Test
  void saysInOneLineWhatToInstallWhereThereIsNoJdk() throws Exception {
    environment.remove("UVAHA_JAVA_HOME");
    var launcher = checkout.resolve("uvaha");
    script(launcher, Files.readString(launcher).replace("least=25", "least=99"));
    var run = run("x");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.notes().lines())
        .singleElement()
        .asString()
        .startsWith("uvaha: needs JDK 99 or newer: install it")
        .contains("adoptium", "sdk install", "brew install", "apt install", "UVAHA_JAVA_HOME");
  }

  private Path jdk(String name, String version) throws IOException {
    var jdk = folder.resolve(name);
    Files.createDirectories(jdk.resolve("bin"));
    script(jdk.resolve("bin/java"), JAVA);
    script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(
        jdk.resolve("release"),
        "IMPLEMENTOR=\"A B\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Linux\"\n");
    return jdk;
  }

  private Path source(String name) throws IOException {
    return Files.createDirectories(checkout.resolve("cli/src/main/java")).resolve(name);
  }

  private long builds() throws IOException {
    return Files.readAllLines(checkout.resolve("maven.log")).stream()
        .filter(line -> line.contains("package"))
        .count();
  }

  private Run run(String... arguments) throws Exception {
    var command = new java.util.ArrayList<>(List.of("./uvaha"));
    command.addAll(List.of(arguments));
    return runIn(checkout, command.toArray(String[]::new));
  }

  private Run runIn(Path working, String... command) throws Exception {
    return finish(start(working, command));
  }

  private Process start(Path working, String... command) throws IOException {
    var builder = new ProcessBuilder(command).directory(working.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Run finish(Process process) throws Exception {
    process.getOutputStream().close();
    var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var notes = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), out, notes);
  }

  /// Newer than all there is, and older than what comes: file systems' clocks tick in milliseconds.
  private static void touch(Path file) throws IOException, InterruptedException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusMillis(5)));
    Thread.sleep(20);
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
