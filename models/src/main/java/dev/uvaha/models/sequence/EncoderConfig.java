package dev.uvaha.models.sequence;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.uvaha.nn.recurrent.RecurrentCell;

/// Which encoder reads a sequence.
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface EncoderConfig {
  /// How many layers stand on one another.
  int layers();

  /// A state carried along the sequence, and another one back.
  record Recurrent(RecurrentCell.Kind cell, int layers) implements EncoderConfig {
    public Recurrent {
      checkLayers(layers);
    }
  }

  /// Windows that slide along the sequence; each layer sees `kernel - 1` positions further.
  ///
  /// @param kernel the window's width, odd
  record Convolutional(int kernel, int layers) implements EncoderConfig {
    public Convolutional {
      if (kernel < 1 || kernel % 2 == 0)
        throw new IllegalArgumentException("kernel must be odd, got " + kernel);
      checkLayers(layers);
    }
  }

  /// Every position looks at every other.
  ///
  /// @param innerWidth of the feed-forward network
  record SelfAttention(int heads, int innerWidth, int layers) implements EncoderConfig {
    public SelfAttention {
      if (heads < 1 || innerWidth < 1)
        throw new IllegalArgumentException(
            "heads and innerWidth must be 1 or more, got heads=%d, innerWidth=%d"
                .formatted(heads, innerWidth));
      checkLayers(layers);
    }
  }

  private static void checkLayers(int layers) {
    if (layers < 1) throw new IllegalArgumentException("layers must be 1 or more, got " + layers);
  }
}
