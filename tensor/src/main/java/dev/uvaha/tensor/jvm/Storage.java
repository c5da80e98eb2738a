package dev.uvaha.tensor.jvm;

import dev.uvaha.tensor.jvm.JvmArray.Element;

/// The Java arrays behind a [JvmArray].
final class Storage {
  private Storage() {}

  /// Copies every `step`th element to every `toStep`th place.
  @SuppressWarnings("SuspiciousSystemArraycopy") // both are of one element type
  static void copy(
      Element element, Object from, int start, int step, Object to, int at, int toStep, int count) {
    if (step == 1 && toStep == 1) {
      System.arraycopy(from, start, to, at, count);
      return;
    }
    switch (element) {
      case FLOAT32 -> {
        var source = (float[]) from;
        var target = (float[]) to;
        for (var i = 0; i < count; i++) target[at + i * toStep] = source[start + i * step];
      }
      case FLOAT16 -> {
        var source = (short[]) from;
        var target = (short[]) to;
        for (var i = 0; i < count; i++) target[at + i * toStep] = source[start + i * step];
      }
      case INT64 -> {
        var source = (long[]) from;
        var target = (long[]) to;
        for (var i = 0; i < count; i++) target[at + i * toStep] = source[start + i * step];
      }
      case QINT8 -> throw onlyMatrices();
      case BOOL -> {
        var source = (boolean[]) from;
        var target = (boolean[]) to;
        for (var i = 0; i < count; i++) target[at + i * toStep] = source[start + i * step];
      }
    }
  }

  /// How many elements a Java array has.
  static int length(Element element, Object values) {
    return switch (element) {
      case FLOAT32 -> ((float[]) values).length;
      case FLOAT16 -> ((short[]) values).length;
      case QINT8 -> ((ScaledBytes) values).length();
      case INT64 -> ((long[]) values).length;
      case BOOL -> ((boolean[]) values).length;
    };
  }

  /// A Java array of zeros.
  static Object allocate(Element element, int count) {
    return switch (element) {
      case FLOAT32 -> new float[count];
      case FLOAT16 -> new short[count];
      case QINT8 -> throw onlyMatrices();
      case INT64 -> new long[count];
      case BOOL -> new boolean[count];
    };
  }

  static IllegalArgumentException onlyMatrices() {
    return new IllegalArgumentException("QINT8 is for whole matrices by columns alone");
  }
}
