package dev.uvaha.translation;

import dev.uvaha.models.ModelFolder;
import dev.uvaha.models.SequenceToSequence;
import dev.uvaha.models.seq2seq.RecurrentTranslator;
import dev.uvaha.models.transformer.Transformer;
import dev.uvaha.tensor.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/// The architectures that translate.
final class Architectures {
  private static final List<ModelFolder<?, ? extends SequenceToSequence>> ALL =
      List.of(Transformer.FOLDER, RecurrentTranslator.FOLDER);

  private Architectures() {}

  /// Reads the model in a folder, whichever it is.
  ///
  /// @throws IllegalArgumentException if there is none, it is damaged or it does not translate
  static SequenceToSequence load(Path folder, Device device) {
    var found = ModelFolder.architecture(folder);
    for (var known : ALL) if (known.architecture().equals(found)) return known.load(folder, device);
    throw new IllegalArgumentException(
        "%s: this is a '%s', which does not translate; give a folder that training wrote: %s"
            .formatted(
                folder.resolve("config.json"),
                found,
                ALL.stream().map(ModelFolder::architecture).collect(Collectors.joining(" or "))));
  }
}
