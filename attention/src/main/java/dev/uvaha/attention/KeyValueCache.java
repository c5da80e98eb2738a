package dev.uvaha.attention;

import dev.uvaha.tensor.Autograd;
import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.TensorScope;
import dev.uvaha.tensor.Tensors;
import java.util.Optional;

/// The keys and values of a decoder's layers, kept from one step to the next so that each position
/// is projected once. For inference: nothing is recorded through it.
///
/// Memory doubles when it runs out, so that n steps copy O(n) in all. The cache outlives the scopes
/// of the steps; closing it frees its memory at once. One thread at a time.
///
/// On the CPU bf16 is kept as float32, since attention of a few queries computes in it
/// ([FastAttention]): to widen all positions anew for each would take longer than the rest.
public final class KeyValueCache implements AutoCloseable {
  private static final long FIRST_CAPACITY = 32;

  private final Buffer[] layers;

  private KeyValueCache(Buffer[] layers) {
    this.layers = layers;
  }

  /// An empty cache of a decoder with so many layers.
  public static KeyValueCache empty(int layers) {
    if (layers < 1)
      throw new IllegalArgumentException("KeyValueCache: layers must be 1 or more, got " + layers);
    var buffers = new Buffer[layers];
    for (var i = 0; i < layers; i++) buffers[i] = new Buffer();
    return new KeyValueCache(buffers);
  }

  /// How many layers it serves.
  public int layers() {
    return layers.length;
  }

  /// Positions that every layer holds: where the next one stands.
  public int length() {
    return (int) layers[layers.length - 1].length;
  }

  /// What a layer's self-attention looks back at. What is appended must have the B, N, H and types
  /// that the layer has, or it is refused and nothing changes; what comes back are views, valid
  /// until the cache is closed, reordered or appended to again.
  public Past layer(int layer) {
    return layers[layer];
  }

  /// Takes the given sequences of the batch, in that order; one may be taken several times, as
  /// beams do.
  public void reorder(int... rows) {
    for (var layer : layers) layer.reorder(rows);
  }

  /// Frees the memory; the cache is empty afterwards.
  @Override
  public void close() {
    for (var layer : layers) layer.clear();
  }

  private static final class Buffer implements Past {
    private Optional<KeyValue> memory = Optional.empty();
    private DataType appended = DataType.FLOAT32;
    private long length;

    @Override
    public long length() {
      return length;
    }

    @Override
    public KeyValue append(KeyValue newer) {
      return Autograd.noGradient(() -> {
        var grown = withRoomFor(newer);
        var count = newer.length();
        try (var keys = grown.key().narrow(2, length, count);
            var values = grown.value().narrow(2, length, count)) {
          keys.copyInPlace(newer.key());
          values.copyInPlace(newer.value());
        }
        length += count;
        return filled(grown);
      });
    }

    void reorder(int[] rows) {
      if (memory.isEmpty()) return;
      try (var _ = TensorScope.open()) {
        var chosen = filled(memory.get()).select(rows);
        var capacity = memory.get().length();
        var kept = length;
        clear();
        length = kept;
        memory = Optional.of(copied(chosen, capacity));
      }
    }

    void clear() {
      memory.ifPresent(freed -> {
        freed.key().close();
        freed.value().close();
      });
      memory = Optional.empty();
      length = 0;
    }

    private KeyValue filled(KeyValue whole) {
      return new KeyValue(whole.key().narrow(2, 0, length), whole.value().narrow(2, 0, length));
    }

    private KeyValue withRoomFor(KeyValue newer) {
      var needed = length + newer.length();
      if (memory.isEmpty()) {
        appended = newer.key().dataType();
        memory = Optional.of(empty(newer, Math.max(FIRST_CAPACITY, needed)));
        return memory.get();
      }
      var present = memory.get();
      check(present.key(), newer.key());
      check(present.value(), newer.value());
      if (needed <= present.length()) return present;
      try (var _ = TensorScope.open()) {
        var grown = copied(filled(present), Math.max(needed, 2 * present.length()));
        present.key().close();
        present.value().close();
        memory = Optional.of(grown);
        return grown;
      }
    }

    private void check(Tensor present, Tensor newer) {
      var fits =
          present.size(0) == newer.size(0)
              && present.size(1) == newer.size(1)
              && present.size(3) == newer.size(3)
              && appended == newer.dataType();
      if (!fits)
        throw new IllegalArgumentException(
            "KeyValueCache: newer must be %s [B=%d, N=%d, T, H=%d], got %s %s"
                .formatted(
                    appended,
                    present.size(0),
                    present.size(1),
                    present.size(3),
                    newer.dataType(),
                    newer.shape()));
    }

    private static KeyValue copied(KeyValue source, long capacity) {
      var target = empty(source, capacity);
      target.key().narrow(2, 0, source.length()).copyInPlace(source.key());
      target.value().narrow(2, 0, source.length()).copyInPlace(source.value());
      return target;
    }

    private static KeyValue empty(KeyValue like, long capacity) {
      return new KeyValue(reserve(like.key(), capacity), reserve(like.value(), capacity));
    }

    private static Tensor reserve(Tensor like, long capacity) {
      var type = FastAttention.isFasterWidened(like) ? DataType.FLOAT32 : like.dataType();
      return Tensors.empty(type, like.device(), like.size(0), like.size(1), capacity, like.size(3))
          .outliveScopes();
    }
  }
}
