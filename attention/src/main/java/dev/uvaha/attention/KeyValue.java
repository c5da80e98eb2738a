package dev.uvaha.attention;

import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.List;

/// What queries attend over: keys and values, projected and split into heads.
///
/// @param key `[B, N, S, H]`; N may be fewer than the heads of queries, and divide them
/// @param value `[B, N, S, H]`
public record KeyValue(Tensor key, Tensor value) {
  public KeyValue {
    if (key.rank() != 4 || !key.shape().equals(value.shape()))
      throw new IllegalArgumentException(
          "KeyValue: key and value must both be [B, N, S, H], got %s and %s"
              .formatted(key.shape(), value.shape()));
  }

  /// S, how many positions there are.
  public long length() {
    return key.size(2);
  }

  /// These for so many heads of queries: each head of keys serves as many of them, neighbours.
  ///
  /// @param heads N, a multiple of the heads here
  /// @return `[B, N, S, H]` each
  KeyValue repeated(long heads) {
    if (key.size(1) == heads) return this;
    return new KeyValue(repeated(key, heads), repeated(value, heads));
  }

  private static Tensor repeated(Tensor few, long heads) {
    var batch = few.size(0);
    var length = few.size(2);
    var width = few.size(3);
    return few.unsqueeze(2)
        .expand(batch, few.size(1), heads / few.size(1), length, width)
        .reshape(batch, heads, length, width);
  }

  KeyValue to(DataType type) {
    if (key.dataType() == type) return this;
    return new KeyValue(key.to(type), value.to(type));
  }

  /// These positions followed by newer ones, copied; a long decoding appends to a [KeyValueCache].
  public KeyValue append(KeyValue newer) {
    return new KeyValue(
        Tensors.concatenate(2, List.of(key, newer.key)),
        Tensors.concatenate(2, List.of(value, newer.value)));
  }

  /// The given sequences of the batch, in that order; one may be taken several times, as beams do.
  public KeyValue select(int... rows) {
    var indices = Tensors.indices(key.device(), rows, rows.length);
    return new KeyValue(key.indexSelect(0, indices), value.indexSelect(0, indices));
  }
}
