package dev.uvaha.vision;

import dev.uvaha.hub.HuggingFace;
import dev.uvaha.hub.Preprocessing;
import dev.uvaha.images.Normalisation;
import dev.uvaha.images.sets.LabelledPictures;
import dev.uvaha.models.ModelFolder;
import dev.uvaha.models.vit.DinoConfig;
import dev.uvaha.models.vit.DinoPair;
import dev.uvaha.models.vit.MaskedAutoencoder;
import dev.uvaha.models.vit.MaskedAutoencoderConfig;
import dev.uvaha.models.vit.Vit;
import dev.uvaha.models.vit.VitEncoder;
import java.nio.file.Path;

/// The encoders of trained models, whatever they were trained by.
public final class Encoders {
  /// How a masked autoencoder lies on disk.
  public static final ModelFolder<MaskedAutoencoderConfig, MaskedAutoencoder> MASKED =
      new ModelFolder<>(
          "uvaha-mae",
          MaskedAutoencoderConfig.class,
          MaskedAutoencoder::create,
          MaskedAutoencoderConfig::parameterCount);

  /// How a student and its teacher lie on disk.
  public static final ModelFolder<DinoConfig, DinoPair> DISTILLED =
      new ModelFolder<>("uvaha-dino", DinoConfig.class, DinoPair::create, DinoPair::parameterCount);

  private Encoders() {}

  /// Reads an encoder: of a masked autoencoder, of DINO (the teacher's), or of a ViT, ours or as
  /// Hugging Face has them. Its gradients are as of a fresh one: it can be trained.
  ///
  /// @param folder of a run, or a model's
  /// @throws IllegalArgumentException if it holds none of these: one line
  public static VitEncoder load(Path folder) {
    var architecture = ModelFolder.architecture(folder);
    if (architecture.equals(MASKED.architecture())) return MASKED.load(folder).encoder();
    if (architecture.equals(DISTILLED.architecture())) return trainable(DISTILLED.load(folder));
    if (architecture.equals(Vit.FOLDER.architecture())) return Vit.FOLDER.load(folder).encoder();
    if (architecture.startsWith("ViT") || architecture.equals("vit"))
      return HuggingFace.vit(folder).encoder();
    throw new IllegalArgumentException(
        "%s: this is a '%s', which has no encoder of pictures; give a run of MAE, DINO or a ViT"
            .formatted(folder, architecture));
  }

  /// Refuses pictures that an encoder cannot read.
  ///
  /// @throws IllegalArgumentException if they have another number of channels
  public static void check(VitEncoder encoder, LabelledPictures pictures) {
    int wanted = encoder.config().patches().channels();
    int channels = pictures.picture(0).channels();
    if (channels != wanted)
      throw new IllegalArgumentException(
          "the encoder reads pictures of %d channels, these have %d: give others"
              .formatted(wanted, channels));
  }

  /// The teacher's weights in the student's encoder, since the teacher's own are frozen.
  private static VitEncoder trainable(DinoPair pair) {
    var encoder = pair.student().encoder();
    var taught = pair.teacher().network().encoder().parameters();
    encoder
        .parameters()
        .forEach((name, parameter) -> {
          var value = taught.get(name);
          if (value != null) parameter.assign(value.value());
        });
    return encoder;
  }

  /// How an encoder was shown pictures.
  ///
  /// @param folder that it was read from
  /// @throws IllegalArgumentException if the file about it is not readable: one line
  public static Normalisation normalisation(Path folder, VitEncoder encoder) {
    var patches = encoder.config().patches();
    var how = Preprocessing.of(folder, patches.imageSize(), patches.channels());
    return new Normalisation(how.mean(), how.deviation());
  }
}
