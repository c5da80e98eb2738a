/// Weights on disk: the [safetensors](https://github.com/huggingface/safetensors) format, read and
/// written without another library.
///
/// [Checkpoint#open] reads one file or a folder of shards, memory-mapped, so that a tensor costs
/// nothing until it is looked at; [Safetensors#write] writes one; [Weights] carries the parameters
/// of a layer there and back by name, in one file or in shards.
///
/// Files come from strangers: every number in one is checked before native code sees it, and what
/// is wrong comes back as an [InvalidCheckpointException] of one line.
@NullMarked
package dev.uvaha.nn.safetensors;

import org.jspecify.annotations.NullMarked;
