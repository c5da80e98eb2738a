package dev.uvaha.hub;

import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a classifier's labels are called, in `config.json`: `id2label` by their numbers, `label2id`
/// the other way round.
final class LabelNames {
  private static final String NAMES = "id2label";
  private static final String NUMBERS = "label2id";

  /// What Hugging Face's library leaves out of the file.
  private static final List<String> DEFAULT = List.of("LABEL_0", "LABEL_1");

  private static final int UNSAID = 2;

  private LabelNames() {}

  static List<String> of(HubConfig config) {
    var inner = config.inner(NAMES);
    if (inner.isEmpty() && config.integer("num_labels", UNSAID) == UNSAID) return DEFAULT;
    var names =
        inner.orElseThrow(() ->
            new IllegalArgumentException(
                config.file() + ": it has no " + NAMES + ", the names of labels"));
    return IntStream.range(0, names.object().size()).mapToObj(label -> name(names, label)).toList();
  }

  private static String name(HubConfig names, int label) {
    return names
        .object()
        .path(String.valueOf(label))
        .asStringOpt()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "%s: %s has no name for %d of its %d labels"
                    .formatted(names.file(), NAMES, label, names.object().size())));
  }

  /// None for a model without labels.
  static ObjectNode json(List<String> labels) {
    var json = JsonMapper.shared().createObjectNode();
    if (labels.isEmpty()) return json;
    var names = json.putObject(NAMES);
    var numbers = json.putObject(NUMBERS);
    for (var label = 0; label < labels.size(); label++) {
      names.put(String.valueOf(label), labels.get(label));
      numbers.put(labels.get(label), label);
    }
    return json;
  }
}
