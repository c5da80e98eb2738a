/// The engine in plain Java, for inference without natives: [JvmArray] holds numbers, the other
/// classes compute with them.
///
/// Arithmetic is in float32, of whole numbers in INT64. Weights may be kept as FLOAT16, which
/// halves their memory and is what the compiler turns into vector instructions; results are
/// FLOAT32.
@NullMarked
package dev.uvaha.tensor.jvm;

import org.jspecify.annotations.NullMarked;
