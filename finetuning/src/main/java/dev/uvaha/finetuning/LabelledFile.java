package dev.uvaha.finetuning;

import dev.uvaha.data.CorpusException;
import dev.uvaha.text.Utf8Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Labelled texts in a file, gzipped or not: JSON lines if it is called `.jsonl` or `.json`, else
/// TSV with the label first.
record LabelledFile(Path file, Kind kind) {
  LabelledFile {
    if (!Files.isRegularFile(file))
      throw new CorpusException(file + ": no such file; check the path");
  }

  /// All examples, one at least.
  ///
  /// @throws CorpusException if one cannot be used: one line says where and why
  List<LabelledTexts> read() {
    var isJson = file.toString().replaceFirst("\\.gz$", "").matches(".*\\.jsonl?");
    var examples = new ArrayList<LabelledTexts>();
    try (var lines = Utf8Lines.open(file)) {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        var number = line.get().number();
        var text = line.get().text();
        if (text.isBlank()) continue;
        examples.add(isJson ? json(number, text) : tsv(number, text));
      }
    } catch (IOException failure) {
      throw new CorpusException(String.valueOf(failure.getMessage()), failure);
    }
    if (examples.isEmpty())
      throw new CorpusException(file + ": is empty; it must hold at least one line");
    return examples;
  }

  private LabelledTexts tsv(long number, String line) {
    var columns = line.split("\t", -1);
    var texts = Arrays.asList(columns).subList(1, columns.length);
    if (!kind.fits(texts.size()))
      throw refuse(
          number,
          "expected label TAB %s, got %d columns"
              .formatted(
                  kind == Kind.MULTIPLE_CHOICE
                      ? "context TAB choice TAB choice …"
                      : String.join(" TAB ", kind.fields()),
                  columns.length));
    return checked(number, columns[0], texts);
  }

  private LabelledTexts json(long number, String line) {
    JsonNode object;
    try {
      object = JsonMapper.shared().readTree(line);
    } catch (JacksonException damaged) {
      throw refuse(number, "no valid JSON: " + damaged.getOriginalMessage());
    }
    var texts = new ArrayList<String>();
    for (var field : kind.fields()) {
      var value = object.path(field);
      if (field.equals("choices") && value.isArray())
        for (var choice : value) texts.add(choice.asString(""));
      else if (value.isString()) texts.add(value.stringValue());
      else throw refuse(number, "has no text in \"" + field + "\"");
    }
    var label = object.path("label");
    if (!label.isString() && !label.isIntegralNumber())
      throw refuse(number, "has no \"label\", which must be text or a whole number");
    if (!kind.fits(texts.size())) throw refuse(number, "has fewer than two choices");
    return checked(number, label.asString(), texts);
  }

  private LabelledTexts checked(long number, String label, List<String> texts) {
    if (label.isBlank()) throw refuse(number, "the label is empty; fill it in");
    var stripped = texts.stream().map(String::strip).toList();
    if (stripped.contains("")) throw refuse(number, "a text is empty; fill it in");
    if (kind == Kind.MULTIPLE_CHOICE
        && !(label.strip().matches("\\d{1,6}")
            && Integer.parseInt(label.strip()) < texts.size() - 1))
      throw refuse(
          number,
          "the label must be the right choice's place, 0 to %d, got '%s'"
              .formatted(texts.size() - 2, label));
    return new LabelledTexts(label.strip(), stripped);
  }

  private CorpusException refuse(long number, String problem) {
    return new CorpusException("%s:%d: %s".formatted(file, number, problem));
  }
}
