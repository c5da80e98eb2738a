/// Parallel text, labelled sequences and their batches: from files to padded arrays, without
/// tensors.
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
/// for (var step : batches.from(cursor)) { // endless: one epoch follows the other
///   train(step.batch());
///   cursor = step.next(); // save it beside the weights
/// }
/// ```
///
/// Sequences of other kinds go the same way in fewer steps: [SequenceCorpus] reads
/// [LabelledSequence]s of tokens from a TSV or of real-valued vectors from a CSV, with a class,
/// several, a tag per position or a vector each; [SequenceBatches] puts them into [SequenceBatch]es
/// in the same kind of order.
///
/// Letters: B sentences of a batch, T positions of its longest sentence.
@NullMarked
package dev.uvaha.data;

import org.jspecify.annotations.NullMarked;
