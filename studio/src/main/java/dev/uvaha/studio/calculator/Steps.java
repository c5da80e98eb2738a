package dev.uvaha.studio.calculator;

import java.util.List;
import java.util.Optional;

/// What attention computes, from its input to its output.
///
/// @param rows what each query is called
/// @param columns what each key is called
/// @param inputs the vectors of words; none where queries, keys and values were typed
/// @param queries `[T, q]`, with positions if there are any
/// @param keys `[S, k]`, likewise
/// @param values `[S, v]`
/// @param products `[T, S]`, the scores before they are divided; none if they are not
/// @param compared `[T, S, h]`, what additive attention makes of each pair before `w_v`; none of a
///   dot product
/// @param scores `[T, S]`
/// @param mayAttend `[T, S]`
/// @param weights `[T, S]`, each row sums to 1
/// @param output `[T, v]`
/// @param change how far the output is from that of the order as typed, each row beside the one
///   that was the same query there: 0 if attention did not notice
@SuppressWarnings("ArrayRecordComponent") // plain numbers are the point
record Steps(
    List<String> rows,
    List<String> columns,
    Optional<Inputs> inputs,
    float[][] queries,
    float[][] keys,
    float[][] values,
    Optional<float[][]> products,
    Optional<float[][][]> compared,
    float[][] scores,
    boolean[][] mayAttend,
    float[][] weights,
    float[][] output,
    double change) {
  /// The vectors of words, and what they are with positions.
  @SuppressWarnings("ArrayRecordComponent") // plain numbers are the point
  record Inputs(float[][] vectors, float[][] placed) {}
}
