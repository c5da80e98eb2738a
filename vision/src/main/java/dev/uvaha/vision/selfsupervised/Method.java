package dev.uvaha.vision.selfsupervised;

import dev.uvaha.vision.EncoderRecipe;

/// How an encoder learns without labels.
public sealed interface Method {
  /// By completing pictures (He et al. 2022).
  ///
  /// @param masked the share of the patches that is hidden, 0.75 as published
  /// @param decoderLayers of the decoder, which is thrown away
  /// @param decoderWidth of the decoder, which divides by 4 and by its heads
  /// @param decoderHeads of the decoder
  record Masked(double masked, int decoderLayers, int decoderWidth, int decoderHeads)
      implements Method {
    public Masked {
      if (!(masked > 0 && masked < 1) || decoderLayers < 1 || decoderWidth % 4 != 0)
        throw new IllegalArgumentException(
            "masked must be in (0, 1), decoderLayers 1 or more and decoderWidth divide by 4, got %s, %d and %d"
                .formatted(masked, decoderLayers, decoderWidth));
      EncoderRecipe.block(decoderWidth, decoderHeads, 0); // refuses what it cannot be
    }
  }

  /// By telling what a slower copy of itself sees in another view (Caron et al. 2021).
  ///
  /// @param prototypes K
  /// @param views small views of each picture, beside two large ones
  /// @param viewSide of the small ones; it divides by the patch
  /// @param momentum λ of the teacher at the start; it rises to 1 by a cosine
  /// @param studentTemperature τ_s
  /// @param teacherTemperature τ_t
  /// @param centring m, how slowly the centre moves
  record Distilled(
      int prototypes,
      int views,
      int viewSide,
      double momentum,
      double studentTemperature,
      TeacherTemperature teacherTemperature,
      double centring)
      implements Method {
    public Distilled {
      if (prototypes < 2 || views < 0 || viewSide < 1)
        throw new IllegalArgumentException(
            "prototypes must be 2 or more, views 0 and viewSide 1, got %d, %d and %d"
                .formatted(prototypes, views, viewSide));
      if (!(momentum >= 0 && momentum <= 1 && centring >= 0 && centring <= 1))
        throw new IllegalArgumentException(
            "momentum and centring must be in [0, 1], got %s and %s".formatted(momentum, centring));
      if (!(studentTemperature > 0))
        throw new IllegalArgumentException(
            "studentTemperature must be above 0, got " + studentTemperature);
    }

    /// λ before a step, from 0, of so many.
    double momentum(long step, long steps) {
      double done = Math.min(1, (double) step / steps);
      return 1 - (1 - momentum) * 0.5 * (1 + Math.cos(Math.PI * done));
    }
  }

  /// How sharp the teacher is: from one temperature to another in a straight line.
  ///
  /// @param warmup steps of the line
  record TeacherTemperature(double first, double last, long warmup) {
    public TeacherTemperature {
      if (!(first > 0 && last > 0) || warmup < 0)
        throw new IllegalArgumentException(
            "temperatures must be above 0 and their warmup 0 or more, got %s, %s and %d"
                .formatted(first, last, warmup));
    }

    /// Of a step, from 0.
    double at(long step) {
      return step >= warmup ? last : first + (last - first) * step / warmup;
    }
  }
}
