package dev.uvaha.tensor.jvm;

/// The numbers of a matrix as 8-bit integers times a scale for each row, by columns: element `[row,
/// column]` stands at `column · rows + row`. The greatest of a row is 127 of its scales.
final class ScaledBytes {
  private static final int MOST = 127;

  private final byte[] bytes;
  private final float[] scales; // of each row

  private ScaledBytes(byte[] bytes, float[] scales) {
    this.bytes = bytes;
    this.scales = scales;
  }

  static ScaledBytes zeros(int rows, int columns) {
    return new ScaledBytes(new byte[Math.multiplyExact(rows, columns)], new float[rows]);
  }

  int length() {
    return bytes.length;
  }

  /// Takes out the numbers at every `step`th place.
  void copy(int start, int step, float[] target, int at, int count) {
    for (var i = 0; i < count; i++) {
      var place = start + i * step;
      target[at + i] = bytes[place] * scales[place % scales.length];
    }
  }

  /// Rounds a row.
  void storeRow(int row, float[] elements) {
    var greatest = 0f;
    for (var element : elements) greatest = Math.max(greatest, Math.abs(element));
    scales[row] = greatest / MOST;
    var factor = greatest == 0 ? 0 : MOST / greatest;
    for (var column = 0; column < elements.length; column++)
      bytes[column * scales.length + row] = (byte) Math.round(elements[column] * factor);
  }

  /// Adds `Σᵢ inputs[i] · rowᵢ` to results, for the columns `[from, to)` of a right side whose row
  /// i begins at `offset + i · stride`.
  void addMultiples(
      float[] inputs, int offset, int stride, float[] results, int at, int from, int to) {
    var sums = new float[to - from];
    Multiples.add(inputs, bytes, offset + from, stride, sums, 0, 0, sums.length);
    var first = (offset + from) % scales.length;
    for (var j = 0; j < sums.length; j++) results[at + from + j] += sums[j] * scales[first + j];
  }
}
