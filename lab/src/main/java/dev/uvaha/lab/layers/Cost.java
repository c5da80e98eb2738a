package dev.uvaha.lab.layers;

import dev.uvaha.lab.SequenceLayer;
import dev.uvaha.lab.layers.LayersSize.Cell;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.LiveTensors;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// What each layer costs at one length and width.
///
/// @param seconds of a forward and a backward pass over a batch
/// @param bytes of native memory that the forward pass leaves in use for the backward pass, the
///   output included and the input not; empty where the C library doesn't count
record Cost(Map<LayerKind, Double> seconds, Map<LayerKind, Double> bytes) {
  private static final int MOST_READINGS = 61;
  private static final int AGREEING = 3;

  /// Bytes by which readings differ though nothing else happens.
  private static final long NOISE = 4096;

  double seconds(LayerKind kind) {
    return Objects.requireNonNull(seconds.get(kind), kind.label);
  }

  double bytes(LayerKind kind) {
    return Objects.requireNonNull(bytes.get(kind), kind.label);
  }

  /// Measures all layers in turns.
  static Cost of(Cell cell, LayersSize size) {
    try (var _ = TensorScope.open()) {
      var input =
          Randomness.normal(0, 1, Device.CPU, size.batch(), cell.length(), cell.width())
              .requireGradient();
      var arriving = Randomness.normal(0, 1, Device.CPU, size.batch(), cell.length(), cell.width());
      var works = new ArrayList<Runnable>();
      var bytes = new EnumMap<LayerKind, Double>(LayerKind.class);
      for (var kind : LayerKind.all()) {
        var layer = kind.create(cell.width());
        works.add(() -> forwardsAndBackwards(layer, input, arriving));
        if (LiveTensors.bytes().isPresent()) bytes.put(kind, bytes(layer, input));
      }
      var times = size.turns().seconds(works);
      var seconds = new EnumMap<LayerKind, Double>(LayerKind.class);
      for (var i = 0; i < times.size(); i++) seconds.put(LayerKind.all().get(i), times.get(i));
      return new Cost(seconds, bytes);
    }
  }

  private static void forwardsAndBackwards(SequenceLayer layer, Tensor input, Tensor arriving) {
    try (var _ = TensorScope.open()) {
      layer.forward(input).multiply(arriving).sum().backward();
    }
    input.clearGradient();
    layer.parameters().values().forEach(parameter -> parameter.clearGradient());
  }

  /// The first growth that several readings in a row agree on, since other threads of the process
  /// take and free memory too; if none do, the median of all.
  private static double bytes(SequenceLayer layer, Tensor input) {
    var readings = new ArrayList<Long>();
    while (readings.size() < MOST_READINGS) {
      readings.add(growth(layer, input));
      var last = readings.subList(Math.max(0, readings.size() - AGREEING), readings.size());
      var spread = Collections.max(last) - Collections.min(last);
      if (last.size() == AGREEING && last.getFirst() > 0 && spread <= NOISE) return last.getLast();
    }
    return readings.stream().sorted().toList().get(MOST_READINGS / 2);
  }

  private static long growth(SequenceLayer layer, Tensor input) {
    try (var _ = TensorScope.open()) {
      var before = LiveTensors.bytes().orElseThrow();
      try (var inner = TensorScope.open()) {
        inner.keep(layer.forward(input));
      }
      return LiveTensors.bytes().orElseThrow() - before;
    }
  }
}
