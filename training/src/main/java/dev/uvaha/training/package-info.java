/// Training: a model, batches and a loss become a run folder that can be stopped, killed, resumed
/// and looked at.
///
/// Read in this order: [TrainingTask] (what is learnt: [TranslationTask], [LanguageModelTask],
/// [ClassificationTask], [TaggingTask], [SynthesisTask]), [TrainingConfig] (how: [Optimizer],
/// [Schedule], [Precision], …), [Trainer] (the loop), [Run] (what is on disk), [TrainingListener]
/// (what is told meanwhile: [ConsoleLine], [JsonLines], [EventFile]).
///
/// ```java
/// try (var stop = StopSignal.onInterrupt()) {
///   var run = Run.create(folder, contents);
///   var trainer = new Trainer<>(task, config, List.of(new ConsoleLine(System.err::println)));
///   var result = trainer.train(run, stop); // later: trainer.resume(Run.open(folder), stop)
/// }
/// ```
///
/// The law of the package: on the CPU, a run that is stopped and resumed is, bit for bit, the run
/// that was never stopped.
@NullMarked
package dev.uvaha.training;

import org.jspecify.annotations.NullMarked;
