package dev.uvaha.vision.selfsupervised;

import dev.uvaha.images.sets.LabelledPictures;
import dev.uvaha.images.sets.Part;
import dev.uvaha.images.sets.Subset;
import dev.uvaha.models.vit.Vit;
import dev.uvaha.models.vit.VitEncoder;
import dev.uvaha.tensor.Device;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.training.CheckpointConfig;
import dev.uvaha.training.CheckpointConfig.Criterion;
import dev.uvaha.training.CheckpointConfig.Kept;
import dev.uvaha.training.Intervals;
import dev.uvaha.training.Limits;
import dev.uvaha.training.Optimizer;
import dev.uvaha.training.Precision;
import dev.uvaha.training.Run;
import dev.uvaha.training.RunContents;
import dev.uvaha.training.Schedule;
import dev.uvaha.training.StepConfig;
import dev.uvaha.training.StopSignal;
import dev.uvaha.training.Trainer;
import dev.uvaha.training.TrainingConfig;
import dev.uvaha.training.TrainingListener;
import dev.uvaha.vision.Encoders;
import dev.uvaha.vision.PictureClassification;
import dev.uvaha.vision.PictureClassification.Targets;
import java.nio.file.Path;
import java.util.List;

/// What pretraining without labels is worth where few pictures have any: a classifier is trained on
/// a share of the labels, once from fresh weights and once from an encoder that has seen all
/// pictures, and both are measured on the test.
///
/// Both see the same pictures, changed in the same way, for the same number of steps. Each has a
/// learning rate of its own, since what suits fresh weights would spoil pretrained ones.
///
/// @param pretraining how the encoder learns, and from what; its seed is replaced
/// @param share of each class's labels, such as 0.01
/// @param labelled how the classifiers learn
public record FewLabels(SelfSupervisedRecipe pretraining, double share, Labelled labelled) {
  /// How the classifiers learn.
  ///
  /// @param freshRate the highest learning rate of fresh weights
  /// @param tunedRate the highest learning rate of pretrained weights
  public record Labelled(int steps, int batch, double freshRate, double tunedRate) {
    public Labelled {
      if (steps < 2 || batch < 1 || !(freshRate > 0 && tunedRate > 0))
        throw new IllegalArgumentException(
            "steps must be 2 or more, batch 1 and rates above 0, got %d, %d, %s and %s"
                .formatted(steps, batch, freshRate, tunedRate));
    }

    /// A training on pictures, in batches of all of them if they are fewer.
    ///
    /// @param leastArea the smallest part of a picture that is seen as a whole one; 1 for the whole
    /// @param flip how often it is mirrored, 0 to 1
    /// @param seed of the order of the pictures and of what happens to them
    public PictureClassification task(
        Vit model, LabelledPictures pictures, double leastArea, double flip, long seed) {
      var view = PictureData.cropped(side(model), leastArea, flip);
      var feed = PictureData.shuffled(pictures, List.of(view), batch, seed);
      return new PictureClassification(model, feed, new Targets(SMOOTHING, 0, seed));
    }

    /// In the training module's words: AdamW, a tenth of the steps of warm-up, a cosine to 0.
    public TrainingConfig config(double rate, long seed) {
      int report = Math.max(1, steps / WARMUP);
      return new TrainingConfig(
          new Optimizer.AdamW(0.9, 0.999, 1e-8, DECAY, Optimizer.Decayed.MATRICES),
          new Schedule.Cosine(rate, steps / WARMUP, steps, 0),
          new StepConfig(1, 1, Precision.best(Device.CPU)),
          new Intervals(report, steps, report),
          new CheckpointConfig(0, Kept.LAST, Criterion.LOSS, 0),
          Limits.steps(steps),
          seed);
    }
  }

  /// Shares of the test's pictures that are classified rightly.
  ///
  /// @param labels how many pictures had one
  public record Outcome(int labels, double fromScratch, double fineTuned) {}

  private static final int WARMUP = 10; // a tenth of the steps
  private static final double DECAY = 0.05;
  private static final double SMOOTHING = 0.1;
  private static final int MEASURED = 256; // pictures at once

  /// The share of pictures that a classifier tells rightly.
  public static double accuracy(Vit model, LabelledPictures pictures) {
    var feed = PictureData.whole(pictures, side(model), PictureData.NORMALISATION, MEASURED);
    return PictureClassification.accuracy(model, feed);
  }

  private static int side(Vit model) {
    return model.config().encoder().patches().imageSize();
  }

  /// The figure: 600 of Fashion-MNIST's labels.
  public static FewLabels fashionMnist() {
    return new FewLabels(
        SelfSupervisedRecipe.named("fashion-mnist-mae", List.of()),
        0.01,
        new Labelled(500, 64, 1e-3, 5e-4));
  }

  /// Runs it once.
  ///
  /// @param seed of the choice of labels and of everything else
  /// @param out an empty folder for the three runs
  public Outcome run(long seed, Path out, TrainingListener... listeners) {
    var seeded =
        new SelfSupervisedRecipe(
            pretraining.name(),
            pretraining.data(),
            pretraining.encoder(),
            pretraining.method(),
            pretraining.training(),
            seed);
    var trained =
        SelfSupervisedTraining.start(seeded, out.resolve("pretrained"), listeners).folder();
    return compare(Encoders.load(trained), seed, out, listeners);
  }

  /// Trains the two classifiers, one of them on an encoder.
  Outcome compare(VitEncoder pretrained, long seed, Path out, TrainingListener... listeners) {
    var source = pretraining.data().pictures();
    var all = source.open(Part.TRAIN);
    var few = Subset.ofEachClass(all, share, seed);
    var classes = all.classes().size();
    Randomness.seed(seed);
    var fresh = Vit.on(VitEncoder.create(pretrained.config()), classes);
    var tuned = Vit.on(pretrained, classes);
    return new Outcome(
        few.size(),
        trained(fresh, few, labelled.freshRate(), seed, out.resolve("from-scratch"), listeners),
        trained(tuned, few, labelled.tunedRate(), seed, out.resolve("fine-tuned"), listeners));
  }

  private double trained(
      Vit model,
      LabelledPictures few,
      double rate,
      long seed,
      Path out,
      TrainingListener... listeners) {
    var data = pretraining.data();
    try (var task = labelled.task(model, few, data.leastArea(), data.flip(), seed)) {
      var run = Run.create(out, RunContents.none());
      new Trainer<>(task, labelled.config(rate, seed), List.of(listeners))
          .train(run, new StopSignal());
    }
    return accuracy(model, data.pictures().open(Part.TEST));
  }
}
