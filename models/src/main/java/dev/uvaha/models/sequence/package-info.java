/// Sequence tasks: what can be said of a sequence, or made into one, by any of three encoders.
///
/// | mapping | class | what it answers |
/// |---|---|---|
/// | classification `f: S(X) → Δ^C` | [SequenceClassifier] | one class by softmax, or any by sigmoid |
/// | tagging `f: S(X) → S(C)` | [SequenceTagger] | a tag for each position |
/// | synthesis `f: R^d → S(X)` | [SequenceSynthesis] | a sequence from a vector |
/// | translation `f: S(X) → S(Y)` | [SequenceTranslator] | a sequence from another; sentences have models of their own, [dev.uvaha.models.SequenceToSequence] |
///
/// The elements X are tokens or vectors of real numbers ([Elements]); what reads them is recurrent,
/// convolutional or self-attention ([EncoderConfig], [SequenceEncoder]). Each model takes each:
///
/// ```java
/// import dev.uvaha.attention.Trace;
/// import dev.uvaha.data.*;
/// import dev.uvaha.models.sequence.*;
/// import dev.uvaha.nn.Mode;
/// import dev.uvaha.tensor.*;
/// import dev.uvaha.training.*;
///
/// void main() throws java.io.IOException {
///   var file = Files.writeString(Path.of("reviews.tsv"), "good\ta fine film\nbad\ta dull film\n");
///   var words = Symbols.ofWords(Stream.of("a fine film", "a dull film"));
///   var classes = Symbols.of(List.of("bad", "good"));
///   var corpus = SequenceCorpus.tsv(file, new LabelFormat.OneOf(classes), words::encode);
///   var batches = new SequenceBatches(corpus.read(), BatchLimits.tokens(256), 1);
///
///   Randomness.seed(1);
///   var encoder = new EncoderConfig.SelfAttention(2, 32, 1); // or Recurrent, or Convolutional
///   var sequence = new SequenceConfig(new Elements.Tokens(words.size()), encoder, 16, 0.1);
///   var model = SequenceClassifier.create(
///       new SequenceClassifier.Config(sequence, classes.size(), SequenceClassifier.Output.SOFTMAX));
///
///   var task = new ClassificationTask(model, batches, batches);
///   var config = TrainingConfig.of(new Schedule.Constant(0.01, 1), Limits.steps(30), 1);
///   var trainer = new Trainer<>(task, config, List.of());
///   var run = Run.create(
///       Path.of("run"),
///       folder -> SequenceClassifier.FOLDER.saveConfig(model.config(), folder));
///   trainer.train(run, new StopSignal());
///
///   try (var _ = TensorScope.open()) {
///     var ids = words.encode("a fine film");
///     var logits = model.forward(
///         Tensors.indices(ids, 1, ids.length), new int[] {ids.length}, Mode.INFERENCE, Trace.none());
///     System.out.println(classes.name((int) logits.argmax(-1).item())); // good
///   }
/// }
/// ```
///
/// Letters: B sequences, T positions, D width, C classes or tags, F numbers of a vector.
@NullMarked
package dev.uvaha.models.sequence;

import org.jspecify.annotations.NullMarked;
