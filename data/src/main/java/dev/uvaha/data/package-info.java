/// Parallel text, examples and batches: from files to padded arrays of token ids, without tensors.
///
/// The way of the data, one type a step:
/// 1. [ParallelCorpus] reads [SentencePair]s, from one TSV or two line-aligned files, lazily and
///    strictly: whatever is wrong with a file is a [CorpusException] that names the line.
/// 2. [TaggedCorpus] says into which language each pair translates, so that one model can learn
///    both directions.
/// 3. [ExampleEncoder] turns pairs into [Example]s of token ids and drops, by count, what is too
///    long.
/// 4. [TokenBatches] puts examples of like length into [TranslationBatch]es under [BatchLimits], in
///    an order that is a pure function of the seed and the epoch: a [BatchCursor] resumes it
///    exactly, a [Shard] takes one process's part of it.
///
/// ```java
/// var batches = new TokenBatches(examples, padding, new BatchLimits(4096, 512), seed);
/// for (BatchStep step : batches.from(cursor)) { // endless: one epoch follows the other
///   train(step.batch());
///   cursor = step.next(); // save it beside the weights
/// }
/// ```
///
/// Letters: B sentences of a batch, T positions of its longest sentence.
@NullMarked
package dev.uvaha.data;

import org.jspecify.annotations.NullMarked;
