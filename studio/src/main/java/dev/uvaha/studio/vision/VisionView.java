package dev.uvaha.studio.vision;

import dev.uvaha.images.Channels;
import dev.uvaha.images.Picture;
import dev.uvaha.images.PictureException;
import dev.uvaha.images.PictureLimits;
import dev.uvaha.images.PictureReader;
import dev.uvaha.images.PngFile;
import dev.uvaha.images.Resampling;
import dev.uvaha.images.sets.DrawnShapes;
import dev.uvaha.images.sets.Part;
import dev.uvaha.vision.ImageClassifier;
import dev.uvaha.vision.PictureAttention;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Shows pictures to a classifier. The attention over the last few is kept, since a page asks for
/// one head after another. Safe to share between threads.
final class VisionView {
  /// What may be sent: 8 MiB, 16 million pixels.
  private static final PictureLimits LIMITS = new PictureLimits(16_000_000, 8L << 20);

  private static final int SMALLEST = 2;
  private static final int SHOWN = 256; // pixels of the longer side
  private static final int KEPT = 8;
  static final int VARIANTS = 1_000;

  private final ImageClassifier classifier;
  private final Map<String, PictureAttention> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PictureAttention> eldest) {
          return size() > KEPT;
        }
      };

  VisionView(ImageClassifier classifier) {
    this.classifier = classifier;
  }

  /// The kinds of shapes that can be drawn.
  static List<String> shapes() {
    return new DrawnShapes(1, Part.TEST, 0).classes();
  }

  /// A drawn shape, such as no training has seen.
  ///
  /// @param kind its number
  /// @param variant 0 to 999
  /// @throws IllegalArgumentException if there is none
  static Picture shape(int kind, int variant) {
    var kinds = shapes().size();
    if (kind < 0 || kind >= kinds || variant < 0 || variant >= VARIANTS)
      throw new IllegalArgumentException(
          "a shape must be 0 to %d and its variant 0 to %d, got %d and %d"
              .formatted(kinds - 1, VARIANTS - 1, kind, variant));
    return new DrawnShapes(kinds * VARIANTS, Part.TEST, 1).picture(variant * kinds + kind);
  }

  /// Reads a file's content.
  ///
  /// @throws IllegalArgumentException if it is no picture that can be used: one line says why
  static Picture read(byte[] file) {
    try {
      var picture = new PictureReader(Channels.RGB, LIMITS).read("the picture", file);
      if (Math.min(picture.height(), picture.width()) < SMALLEST)
        throw new IllegalArgumentException("the picture is too small to see anything");
      return picture;
    } catch (PictureException unusable) {
      throw new IllegalArgumentException(unusable.getMessage(), unusable);
    }
  }

  /// A PNG of a picture, enlarged or reduced to be looked at.
  static byte[] png(Picture picture) {
    var scale = (double) SHOWN / Math.max(picture.height(), picture.width());
    var height = Math.max(1, (int) Math.round(picture.height() * scale));
    var width = Math.max(1, (int) Math.round(picture.width() * scale));
    return PngFile.bytes(Resampling.BILINEAR.resize(picture.rgb(), height, width));
  }

  /// Classifies a picture and keeps where each head looked.
  SeenPicture see(Picture picture) {
    var attention = classifier.attention(picture);
    var answers =
        classifier.classify(picture).answers().stream()
            .map(answer -> new SeenPicture.Answer(answer.label(), answer.probability()))
            .toList();
    var heads = new ArrayList<List<float[]>>();
    var layers = new ArrayList<float[]>();
    for (var layer = 0; layer < attention.layers().size(); layer++) {
      var maps = new ArrayList<float[]>();
      for (var head = 0; head < attention.layers().get(layer).size(); head++)
        maps.add(SeenPicture.numbers(attention.head(layer, head)));
      heads.add(List.copyOf(maps));
      layers.add(SeenPicture.numbers(attention.layer(layer)));
    }
    var id = UUID.randomUUID().toString();
    synchronized (kept) {
      kept.put(id, attention);
    }
    return new SeenPicture(
        id,
        png(classifier.seen(picture)),
        answers,
        attention.grid().rows(),
        attention.grid().columns(),
        List.copyOf(heads),
        List.copyOf(layers),
        SeenPicture.numbers(attention.rollout()));
  }

  /// Where every token of a picture looks, in one head.
  ///
  /// @param id of [SeenPicture]
  /// @return `[T][T]`: patches last, after the class token if there is one
  /// @throws IllegalArgumentException if the picture is not kept any more, or has no such head
  float[][] head(String id, int layer, int head) {
    PictureAttention attention;
    synchronized (kept) {
      attention = kept.get(id);
    }
    if (attention == null)
      throw new IllegalArgumentException("this picture is not kept any more: show it again");
    var layers = attention.layers();
    if (layer < 0 || layer >= layers.size() || head < 0 || head >= layers.get(layer).size())
      throw new IllegalArgumentException(
          "there is no layer %d with a head %d".formatted(layer, head));
    return layers.get(layer).get(head);
  }
}
