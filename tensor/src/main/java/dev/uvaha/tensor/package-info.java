/// Tensors over libtorch: shapes, scopes, devices, autograd. The only package that knows the
/// engine; what it shows to the others is its own, so that another engine can take libtorch's place
/// without a model noticing.
///
/// Read in this order: [Tensor] (values and what can be done with them), [TensorScope] (who frees
/// them), [Autograd] (gradients), [Kernels] (fused neural-network operations), [Randomness]
/// (seeds), [Autocast] (bf16), [Engine] (what runs beneath).
///
/// Native memory has two owners: inside a [TensorScope] everything made on that thread is freed
/// when the scope closes; outside of any scope a tensor lives as long as Java can reach it.
@NullMarked
package dev.uvaha.tensor;

import org.jspecify.annotations.NullMarked;
