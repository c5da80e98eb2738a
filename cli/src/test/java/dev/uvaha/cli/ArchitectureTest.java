package dev.uvaha.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Holds the lines that `docs/architecture.md` draws, over the classes of all modules.
///
/// The source tree says what there is: a module, package or class that the rules would overlook
/// fails the test.
final class ArchitectureTest {
  private static final String ROOT = "dev.uvaha.";

  /// What each module may use of the others.
  private static final Map<String, Set<String>> MODULES =
      Map.ofEntries(
          Map.entry("files", Set.of()),
          Map.entry("http", Set.of()),
          Map.entry("images", Set.of("files")),
          Map.entry("tensor", Set.of()),
          Map.entry("nn", Set.of("files", "tensor")),
          Map.entry("attention", Set.of("files", "tensor", "nn")),
          Map.entry("models", Set.of("files", "tensor", "nn", "attention")),
          Map.entry(
              "hub", Set.of("files", "images", "tensor", "nn", "attention", "models", "text")),
          Map.entry("text", Set.of("files")),
          Map.entry("data", Set.of("files", "text")),
          Map.entry(
              "training", Set.of("files", "tensor", "nn", "attention", "models", "text", "data")),
          Map.entry("generation", Set.of("files", "tensor", "nn", "attention", "models", "text")),
          Map.entry(
              "language",
              Set.of("files", "tensor", "nn", "attention", "models", "hub", "text", "generation")),
          Map.entry(
              "server",
              Set.of(
                  "http",
                  "files",
                  "tensor",
                  "nn",
                  "attention",
                  "models",
                  "hub",
                  "text",
                  "generation",
                  "language")),
          Map.entry(
              "langchain4j",
              Set.of(
                  "files",
                  "tensor",
                  "nn",
                  "attention",
                  "models",
                  "hub",
                  "text",
                  "generation",
                  "language")),
          Map.entry(
              "translation",
              Set.of(
                  "files",
                  "tensor",
                  "nn",
                  "attention",
                  "models",
                  "text",
                  "data",
                  "training",
                  "generation")),
          Map.entry(
              "pretraining",
              Set.of(
                  "files",
                  "tensor",
                  "nn",
                  "attention",
                  "models",
                  "hub",
                  "text",
                  "data",
                  "training")),
          Map.entry(
              "finetuning",
              Set.of(
                  "files",
                  "tensor",
                  "nn",
                  "attention",
                  "models",
                  "hub",
                  "text",
                  "data",
                  "training")),
          Map.entry(
              "vision",
              Set.of(
                  "files",
                  "images",
                  "tensor",
                  "nn",
                  "attention",
                  "models",
                  "hub",
                  "data",
                  "training")),
          Map.entry(
              "lab",
              Set.of(
                  "files",
                  "tensor",
                  "nn",
                  "attention",
                  "models",
                  "text",
                  "data",
                  "training",
                  "generation",
                  "translation",
                  "images",
                  "vision")),
          Map.entry(
              "studio",
              Set.of(
                  "http",
                  "files",
                  "images",
                  "tensor",
                  "nn",
                  "attention",
                  "models",
                  "hub",
                  "text",
                  "data",
                  "training",
                  "generation",
                  "language",
                  "translation",
                  "vision",
                  "lab")),
          Map.entry(
              "cli",
              Set.of(
                  "studio",
                  "files",
                  "images",
                  "vision",
                  "tensor",
                  "models",
                  "hub",
                  "text",
                  "data",
                  "training",
                  "generation",
                  "language",
                  "server",
                  "translation",
                  "pretraining",
                  "finetuning",
                  "lab")));

  private static final int MOST_LINES = 400;

  /// Files that may be longer, since they are one thing: the methods of a tensor, and each engine's
  /// way of doing them.
  private static final Map<String, Integer> LONG_FILES =
      Map.of(
          "tensor/src/main/java/dev/uvaha/tensor/Tensor.java", 600,
          "tensor/src/main/java/dev/uvaha/tensor/JvmOperations.java", 450,
          "tensor/src/main/java/dev/uvaha/tensor/NativeOperations.java", 450);

  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern MODULE = Pattern.compile("<module>(.+?)</module>");

  private static final Map<Path, String> sources = new TreeMap<>();
  private static JavaClasses classes = new ClassFileImporter().importClasses();

  @BeforeAll
  static void readSourcesAndClasses() throws IOException {
    for (var module : MODULES.keySet()) {
      var folder = REPOSITORY.resolve(module).resolve("src/main/java");
      if (!Files.isDirectory(folder)) continue;
      try (var files = Files.walk(folder)) {
        for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          var name = folder.relativize(file).toString();
          sources.put(file, name.substring(0, name.length() - ".java".length()).replace('/', '.'));
        }
      }
    }
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.uvaha");
  }

  @Test
  void everyModuleHasItsLine() throws IOException {
    var modules = new TreeSet<String>();
    var matcher = MODULE.matcher(Files.readString(REPOSITORY.resolve("pom.xml")));
    while (matcher.find()) modules.add(matcher.group(1));
    modules.remove("benchmarks"); // measures all others, and nothing is built on it
    assertThat(MODULES.keySet()).containsExactlyInAnyOrderElementsOf(modules);
  }

  @Test
  void noClassEscapesTheRules() {
    assertThat(sources).isNotEmpty();
    for (var source : sources.values()) {
      if (!source.endsWith("package-info")) {
        assertThat(classes.contain(source)).as("ArchUnit sees %s", source).isTrue();
      }
    }
    sources.forEach(
        (file, name) -> assertThat(name).as("%s", file).startsWith(ROOT + moduleOf(file)));
  }

  @Test
  void modulesUseOnlyWhatComesBeforeThem() {
    for (var module : modulesWithSources()) {
      var forbidden =
          MODULES.keySet().stream()
              .filter(other ->
                  !other.equals(module) && !MODULES.getOrDefault(module, Set.of()).contains(other))
              .map(other -> ROOT + other + "..")
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(ROOT + module + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(forbidden)
          .check(classes);
    }
  }

  @Test
  void onlyTensorKnowsTheEngines() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "tensor..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .check(classes);
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "tensor..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + "tensor.jvm")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage(ROOT + "tensor.jvm")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bytedeco..", ROOT + "tensor")
        .check(classes);
    codeUnits()
        .that(areApi())
        .should(
            notMention(
                "a type of the engine", type -> type.getPackageName().startsWith("org.bytedeco")))
        .check(classes);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void architecturesDoNotImportOneAnother() {
    slices()
        .matching(ROOT + "models.(*)..")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(
            DescribedPredicate.alwaysTrue(), resideInAPackage(ROOT + "models.block..")) // shared
        .check(classes);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveNameMatching(
            ".*[.$](Abstract\\w*|Base\\w*|\\w*(Utils?|Helpers?|Managers?|Impl|Common|Misc))")
        .check(classes);
  }

  @Test
  void accessorsHaveNoGet() {
    methods()
        .that(areApi())
        .and(
            describe(
                "are accessors of our own",
                (JavaMethod method) ->
                    method.getRawParameterTypes().isEmpty()
                        && !method.getModifiers().contains(JavaModifier.SYNTHETIC)
                        && !overrides(method)))
        .should()
        .haveNameNotMatching("get[A-Z].*")
        .check(classes);
  }

  @Test
  void apiTakesNoBooleans() {
    codeUnits()
        .that(areApi())
        .and(
            describe(
                "are not what the compiler makes of a record",
                (JavaCodeUnit unit) -> !(unit.isConstructor() && unit.getOwner().isRecord())))
        .should(takeNo("boolean", type -> type.isEquivalentTo(boolean.class)))
        .check(classes);
  }

  @Test
  void onlyTheConsoleTouchesTheStandardStreams() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Console.class.getName())
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .accessField(System.class, "in")
        .check(classes);
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Uvaha.class.getName())
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(classes);
  }

  @Test
  void everyPackageIsNullMarked() {
    for (var source : Set.copyOf(sources.values())) {
      var name = source.substring(0, source.lastIndexOf('.'));
      assertThat(classes.getPackage(name).isAnnotatedWith(NullMarked.class))
          .as("%s has a package-info with @NullMarked", name)
          .isTrue();
    }
  }

  @Test
  void filesStayReadable() throws IOException {
    for (var file : sources.keySet()) {
      try (Stream<String> lines = Files.lines(file)) {
        var most = LONG_FILES.getOrDefault(REPOSITORY.relativize(file).toString(), MOST_LINES);
        assertThat(lines.count()).as("lines of %s", file).isLessThanOrEqualTo(most);
      }
    }
  }

  private static List<String> modulesWithSources() {
    var modules = sources.keySet().stream().map(ArchitectureTest::moduleOf).distinct().toList();
    assertThat(modules).contains("cli", "tensor");
    return modules;
  }

  private static String moduleOf(Path source) {
    return REPOSITORY.relativize(source).getName(0).toString();
  }

  private static <T extends JavaCodeUnit> DescribedPredicate<T> areApi() {
    return describe(
        "are public API",
        unit ->
            isOpen(unit.getOwner())
                && (unit.getModifiers().contains(JavaModifier.PUBLIC)
                    || unit.getModifiers().contains(JavaModifier.PROTECTED))
                && !unit.getModifiers().contains(JavaModifier.SYNTHETIC));
  }

  private static boolean isOpen(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ArchitectureTest::isOpen).orElse(true);
  }

  private static boolean overrides(JavaMethod method) {
    return Stream.concat(
            method.getOwner().getAllRawInterfaces().stream(),
            method.getOwner().getAllRawSuperclasses().stream())
        .anyMatch(type -> type.tryGetMethod(method.getName()).isPresent());
  }

  private static ArchCondition<JavaCodeUnit> takeNo(
      String what, java.util.function.Predicate<JavaClass> unwanted) {
    return condition("take no " + what, unwanted, JavaCodeUnit::getRawParameterTypes);
  }

  private static ArchCondition<JavaCodeUnit> notMention(
      String what, java.util.function.Predicate<JavaClass> unwanted) {
    return condition(
        "not mention " + what,
        unwanted,
        unit ->
            Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()))
                .toList());
  }

  private static ArchCondition<JavaCodeUnit> condition(
      String description,
      java.util.function.Predicate<JavaClass> unwanted,
      java.util.function.Function<JavaCodeUnit, List<JavaClass>> types) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaCodeUnit unit, ConditionEvents events) {
        if (types.apply(unit).stream().anyMatch(unwanted)) {
          events.add(
              SimpleConditionEvent.violated(
                  unit, unit.getFullName() + " should " + getDescription()));
        }
      }
    };
  }
}
