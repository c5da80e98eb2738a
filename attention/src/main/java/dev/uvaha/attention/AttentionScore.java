package dev.uvaha.attention;

import dev.uvaha.nn.Layer;
import dev.uvaha.nn.Linear;
import dev.uvaha.tensor.Tensor;
import java.util.function.UnaryOperator;

/// The function `a(q, k)` that says how well a key fits a query: a number for each pair.
///
/// `score(query, key)` takes query `[…, T, q]` and key `[…, S, k]` and returns `[…, T, S]`. A
/// decoder that asks step by step over the same keys calls [#project] once and [#match] for each
/// step.
public sealed interface AttentionScore extends Layer {
  /// Scores every query against every key.
  ///
  /// @param query `[…, T, q]`
  /// @param key `[…, S, k]`
  /// @return `[…, T, S]`
  default Tensor score(Tensor query, Tensor key) {
    return match(query, project(key));
  }

  /// The part of the score that depends on the keys alone.
  ///
  /// @param key `[…, S, k]`
  /// @return `[…, S, h]`, what [#match] takes
  default Tensor project(Tensor key) {
    return key;
  }

  /// The scores of queries against keys that went through [#project].
  ///
  /// @param query `[…, T, q]`
  /// @param projected `[…, S, h]`
  /// @return `[…, T, S]`
  Tensor match(Tensor query, Tensor projected);

  /// [#match] against the same keys for many queries within a scope: what does not depend on the
  /// query is made once.
  ///
  /// @param projected `[…, S, h]`
  default UnaryOperator<Tensor> matching(Tensor projected) {
    return query -> match(query, projected);
  }

  @Override
  default void describe(Description description) {}

  /// `a(q, k) = qᵀk`, for queries and keys of one width.
  record DotProduct() implements AttentionScore {
    @Override
    public Tensor match(Tensor query, Tensor key) {
      Doors.sameWidth("DotProduct", query, key);
      return query.matmul(key.transpose(-2, -1));
    }
  }

  /// `a(q, k) = qᵀk / √d` ("Attention Is All You Need", eq. 1), for queries and keys of one width
  /// d. The root keeps the scores' variance, and so the softmax's slope, apart from d.
  record ScaledDotProduct() implements AttentionScore {
    @Override
    public Tensor match(Tensor query, Tensor key) {
      Doors.sameWidth("ScaledDotProduct", query, key);
      return query.matmul(key.transpose(-2, -1)).divide(Math.sqrt((double) query.size(-1)));
    }
  }

  /// `a(q, k) = qᵀ W k` (Luong et al. 2015, "general"), for queries and keys of any widths.
  ///
  /// @param key W, from the keys' width to the queries'
  record Bilinear(Linear key) implements AttentionScore {
    /// For queries and keys of these widths.
    public static Bilinear create(int queryWidth, int keyWidth) {
      return new Bilinear(Linear.withoutBias(keyWidth, queryWidth));
    }

    @Override
    public Tensor project(Tensor keys) {
      return key.forward(keys);
    }

    @Override
    public Tensor match(Tensor query, Tensor projected) {
      Doors.sameWidth("Bilinear", query, projected);
      return query.matmul(projected.transpose(-2, -1));
    }

    @Override
    public void describe(Description description) {
      description.layer("key", key);
    }
  }

  /// `a(q, k) = w_vᵀ tanh(W_qᵀ q + W_kᵀ k)` (Bahdanau et al. 2014), for queries and keys of any
  /// widths. It keeps `[…, T, S, h]` numbers in training, so long inputs are for the others.
  ///
  /// @param query W_q, from the queries' width to h
  /// @param key W_k, from the keys' width to h
  /// @param score w_v, from h to 1
  record Additive(Linear query, Linear key, Linear score) implements AttentionScore {
    /// For queries and keys of these widths, compared in `hidden` dimensions.
    public static Additive create(int queryWidth, int keyWidth, int hidden) {
      return new Additive(
          Linear.withoutBias(queryWidth, hidden),
          Linear.withoutBias(keyWidth, hidden),
          Linear.withoutBias(hidden, 1));
    }

    @Override
    public Tensor project(Tensor keys) {
      return key.forward(keys);
    }

    /// What the score of each pair is a linear function of: `tanh(W_qᵀ q + W_kᵀ k)`.
    ///
    /// @param queries `[…, T, q]`
    /// @param projected `[…, S, h]`
    /// @return `[…, T, S, h]`
    public Tensor compare(Tensor queries, Tensor projected) {
      return compare(query::forward, projected.unsqueeze(-3)).apply(queries);
    }

    @Override
    public Tensor match(Tensor queries, Tensor projected) {
      return matching(projected).apply(queries);
    }

    @Override
    public UnaryOperator<Tensor> matching(Tensor projected) {
      var comparing = compare(query.forManySteps(), projected.unsqueeze(-3));
      var scoring = score.forManySteps();
      return queries -> scoring.apply(comparing.apply(queries)).squeeze(-1); // […, T, S]
    }

    /// @param offered `[…, 1, S, h]`
    private static UnaryOperator<Tensor> compare(UnaryOperator<Tensor> asking, Tensor offered) {
      return queries ->
          asking.apply(queries).unsqueeze(-2).add(offered).tanh(); // […, T, 1, h] → […, T, S, h]
    }

    @Override
    public void describe(Description description) {
      description.layer("query", query).layer("key", key).layer("score", score);
    }
  }
}
