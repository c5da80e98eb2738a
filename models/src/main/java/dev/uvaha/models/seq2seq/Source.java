package dev.uvaha.models.seq2seq;

import dev.uvaha.attention.Attended;
import dev.uvaha.attention.AttentionMemory;
import dev.uvaha.tensor.Tensor;
import dev.uvaha.tensor.Tensors;
import java.util.function.Function;

/// What a decoder has of a source that was read: the one place where the bottleneck and the search
/// differ.
sealed interface Source extends AutoCloseable {
  /// What the decoder gets for each next word, within a scope: from s_{i-1}, `[B, H]`, to c_i, `[B,
  /// C]`, and the alignment α_i, `[B, 1, S]`, of no size for one vector.
  Function<Tensor, Attended> contexts();

  /// The same for these rows, in this order.
  Source select(int... rows);

  /// Keeps its tensors until it is closed.
  Source outliveScopes();

  @Override
  void close();

  /// The bottleneck: c_i = v, whatever the decoder asks (Sutskever et al. 2014; Cho et al. 2014).
  ///
  /// @param vector v, the encoder's last state, `[B, C]`
  record OneVector(Tensor vector) implements Source {
    @Override
    public Function<Tensor, Attended> contexts() {
      var always =
          new Attended(
              vector, Tensors.zeros(vector.dataType(), vector.device(), vector.size(0), 1, 0));
      return _ -> always;
    }

    @Override
    public Source select(int... rows) {
      var chosen = Tensors.indices(vector.device(), rows, rows.length);
      return new OneVector(vector.indexSelect(0, chosen));
    }

    @Override
    public Source outliveScopes() {
      vector.outliveScopes();
      return this;
    }

    @Override
    public void close() {
      vector.close();
    }
  }

  /// The search: `c_i = Σ_j α_ij h_j`, `α_i = softmax(e_i)`, `e_ij = a(s_{i-1}, h_j)` (Bahdanau et
  /// al. 2014, eq. 5 and 6).
  ///
  /// @param annotations the encoder's states h_j, keys and values at once
  record Search(AttentionMemory annotations) implements Source {
    @Override
    public Function<Tensor, Attended> contexts() {
      var asking = annotations.asking();
      return state -> {
        var found = asking.apply(state.unsqueeze(1));
        return new Attended(found.output().squeeze(1), found.weights());
      };
    }

    @Override
    public Source select(int... rows) {
      return new Search(annotations.select(rows));
    }

    @Override
    public Source outliveScopes() {
      annotations.outliveScopes();
      return this;
    }

    @Override
    public void close() {
      annotations.close();
    }
  }
}
