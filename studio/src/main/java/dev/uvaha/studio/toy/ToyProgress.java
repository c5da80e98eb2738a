package dev.uvaha.studio.toy;

import dev.uvaha.lab.toy.ToyTraining;
import java.util.List;

/// How far a watched training is.
///
/// @param step steps taken so far
/// @param loss mean squared error of the steps since the last report; none if there were none
/// @param testError on sequences that are never learnt from
/// @param stepsPerSecond lately; none while it rests
/// @param running whether it goes on by itself
/// @param example what the network makes of the sequence that is looked at
record ToyProgress(
    long step,
    List<Double> loss,
    double testError,
    List<Double> stepsPerSecond,
    boolean running,
    Shown example) {
  /// A sequence, what is wanted of it, and what the network makes of it.
  ///
  /// @param attention rows of weights, none if the network does not attend
  @SuppressWarnings("ArrayRecordComponent") // plain numbers for the page
  record Shown(
      int number, float[] input, float[] target, float[] prediction, List<float[]> attention) {
    static Shown of(int number, ToyTraining.Example example) {
      return new Shown(
          number,
          example.sequence().input(),
          example.sequence().target(),
          example.prediction(),
          example.attention().map(List::of).orElse(List.of()));
    }
  }
}
