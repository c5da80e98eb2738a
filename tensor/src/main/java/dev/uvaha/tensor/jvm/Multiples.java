package dev.uvaha.tensor.jvm;

/// The innermost loops of [Products], in the form that HotSpot's compiler makes vector instructions
/// of: one running index, one array written, and what is read beside it of another element type.
///
/// Rows are taken four at a time, a quarter of them apart: each of the four is then read in order,
/// which the processor's prefetching follows. Neighbours would be read by jumps within one page, at
/// half the memory's speed. Both loops stand in one method: with the inner one in a method of its
/// own, the compiler made vector instructions of it in some runs and not in others.
final class Multiples {
  private Multiples() {}

  /// `results[at + j] += Σᵢ inputs[i] · rows[offset + i · stride + j]` for j in `[from, to)`.
  static void add(
      float[] inputs,
      short[] rows,
      int offset,
      int stride,
      float[] results,
      int at,
      int from,
      int to) {
    int quarter = inputs.length / 4;
    for (int i = 0; i < quarter; i++) {
      float a = inputs[i];
      float b = inputs[i + quarter];
      float c = inputs[i + 2 * quarter];
      float d = inputs[i + 3 * quarter];
      int first = offset + i * stride;
      int second = first + quarter * stride;
      int third = second + quarter * stride;
      int fourth = third + quarter * stride;
      for (int j = from; j < to; j++)
        results[at + j] =
            Math.fma(
                d,
                Float.float16ToFloat(rows[fourth + j]),
                Math.fma(
                    c,
                    Float.float16ToFloat(rows[third + j]),
                    Math.fma(
                        b,
                        Float.float16ToFloat(rows[second + j]),
                        Math.fma(a, Float.float16ToFloat(rows[first + j]), results[at + j]))));
    }
    for (int i = 4 * quarter; i < inputs.length; i++) {
      float input = inputs[i];
      int row = offset + i * stride;
      for (int j = from; j < to; j++)
        results[at + j] = Math.fma(input, Float.float16ToFloat(rows[row + j]), results[at + j]);
    }
  }

  /// The same over bytes.
  static void add(
      float[] inputs,
      byte[] rows,
      int offset,
      int stride,
      float[] results,
      int at,
      int from,
      int to) {
    int quarter = inputs.length / 4;
    for (int i = 0; i < quarter; i++) {
      float a = inputs[i];
      float b = inputs[i + quarter];
      float c = inputs[i + 2 * quarter];
      float d = inputs[i + 3 * quarter];
      int first = offset + i * stride;
      int second = first + quarter * stride;
      int third = second + quarter * stride;
      int fourth = third + quarter * stride;
      for (int j = from; j < to; j++)
        results[at + j] =
            Math.fma(
                d,
                rows[fourth + j],
                Math.fma(
                    c,
                    rows[third + j],
                    Math.fma(b, rows[second + j], Math.fma(a, rows[first + j], results[at + j]))));
    }
    for (int i = 4 * quarter; i < inputs.length; i++) {
      float input = inputs[i];
      int row = offset + i * stride;
      for (int j = from; j < to; j++)
        results[at + j] = Math.fma(input, rows[row + j], results[at + j]);
    }
  }

  /// The same over FLOAT32, which the compiler does not turn into vector instructions: it cannot
  /// know that what is written is not what is read. Eight sums stay in registers instead.
  static void add(
      float[] inputs,
      float[] rows,
      int offset,
      int stride,
      float[] results,
      int at,
      int from,
      int to) {
    var j = from;
    for (; j + 8 <= to; j += 8) {
      float a = results[at + j];
      float b = results[at + j + 1];
      float c = results[at + j + 2];
      float d = results[at + j + 3];
      float e = results[at + j + 4];
      float f = results[at + j + 5];
      float g = results[at + j + 6];
      float h = results[at + j + 7];
      for (int i = 0, row = offset + j; i < inputs.length; i++, row += stride) {
        float input = inputs[i];
        a = Math.fma(input, rows[row], a);
        b = Math.fma(input, rows[row + 1], b);
        c = Math.fma(input, rows[row + 2], c);
        d = Math.fma(input, rows[row + 3], d);
        e = Math.fma(input, rows[row + 4], e);
        f = Math.fma(input, rows[row + 5], f);
        g = Math.fma(input, rows[row + 6], g);
        h = Math.fma(input, rows[row + 7], h);
      }
      results[at + j] = a;
      results[at + j + 1] = b;
      results[at + j + 2] = c;
      results[at + j + 3] = d;
      results[at + j + 4] = e;
      results[at + j + 5] = f;
      results[at + j + 6] = g;
      results[at + j + 7] = h;
    }
    for (; j < to; j++)
      for (int i = 0, row = offset + j; i < inputs.length; i++, row += stride)
        results[at + j] = Math.fma(inputs[i], rows[row], results[at + j]);
  }

  /// `Σᵢ left[leftStart + i] · right[rightStart + i]`, in eight sums side by side: a sum waits four
  /// cycles for the one before it, and two start in a cycle.
  static float dot(float[] left, int leftStart, float[] right, int rightStart, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    var i = 0;
    for (; i + 8 <= count; i += 8) {
      int x = leftStart + i;
      int y = rightStart + i;
      a = Math.fma(left[x], right[y], a);
      b = Math.fma(left[x + 1], right[y + 1], b);
      c = Math.fma(left[x + 2], right[y + 2], c);
      d = Math.fma(left[x + 3], right[y + 3], d);
      e = Math.fma(left[x + 4], right[y + 4], e);
      f = Math.fma(left[x + 5], right[y + 5], f);
      g = Math.fma(left[x + 6], right[y + 6], g);
      h = Math.fma(left[x + 7], right[y + 7], h);
    }
    for (; i < count; i++) a = Math.fma(left[leftStart + i], right[rightStart + i], a);
    return ((a + b) + (c + d)) + ((e + f) + (g + h));
  }

  /// The same with FLOAT16 on the right.
  static float dot(float[] left, int leftStart, short[] right, int rightStart, int count) {
    var sum = 0f;
    for (var i = 0; i < count; i++)
      sum = Math.fma(left[leftStart + i], Float.float16ToFloat(right[rightStart + i]), sum);
    return sum;
  }
}
