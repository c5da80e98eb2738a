package dev.uvaha.lab.vit;

import dev.uvaha.images.sets.DrawnShapes.Clutter;
import dev.uvaha.images.sets.LabelledPictures;
import dev.uvaha.images.sets.Part;
import dev.uvaha.images.sets.Subset;
import dev.uvaha.lab.Experiment;
import dev.uvaha.lab.Findings;
import dev.uvaha.lab.PartTraining;
import dev.uvaha.lab.StoppedException;
import dev.uvaha.lab.Study;
import dev.uvaha.models.vit.Vit;
import dev.uvaha.models.vit.VitEncoder;
import dev.uvaha.tensor.Randomness;
import dev.uvaha.training.StopSignal;
import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingListener;
import dev.uvaha.training.TrainingResult.Ending;
import dev.uvaha.vision.Encoders;
import dev.uvaha.vision.PictureSource;
import dev.uvaha.vision.selfsupervised.FewLabels;
import dev.uvaha.vision.selfsupervised.FewLabels.Labelled;
import dev.uvaha.vision.selfsupervised.SelfSupervisedRecipe;
import dev.uvaha.vision.selfsupervised.SelfSupervisedTraining;
import java.util.List;
import java.util.Locale;

/// Patch size, positions, and pretraining without labels, on drawn shapes.
public final class VitExperiment implements Experiment {
  private static final double LEAST_AREA = 0.6;
  private static final double FLIP = 0.5;
  private static final double RATE = 1e-3;

  @Override
  public String name() {
    return "vit";
  }

  @Override
  public String title() {
    return "Vision Transformers: patch size, positions, few labels";
  }

  @Override
  public String question() {
    return "A Vision Transformer reads a picture as a sequence of patches (Dosovitskiy et al. 2021)."
        + " On drawn shapes of ten kinds we ask what the size of a patch decides: smaller ones make"
        + " longer sequences, and should see more. Without positions the picture is a set of patches:"
        + " whoever has to tell a star from a cross should lose by that, and waves over rows and"
        + " columns should do as well as learned positions. Where few pictures have a label, an"
        + " encoder that has learnt to complete the masked patches of all pictures (He et al. 2022)"
        + " should do better than fresh weights.";
  }

  @Override
  public Findings run(Study study) {
    return run(study, VitSize.of(study));
  }

  Findings run(Study study, VitSize size) {
    var results =
        study.compare(
            List.of(Subject.values()),
            subject -> subject.label,
            VitResult.class,
            (part, subject, seed) -> result(study, part, subject, size, seed));
    var findings =
        new Findings()
            .setting(
                "pictures",
                "%,d drawn shapes of 32 x 32, ten kinds, one in a picture"
                    .formatted(size.pictures()))
            .setting("width", size.width())
            .setting("layers", size.layers())
            .setting("steps with all labels", size.steps())
            .setting("steps with few labels", size.fewSteps())
            .setting("steps of pretraining", size.pretrainingSteps())
            .setting("share of labels, where few", size.share())
            .setting("batch", VitSize.BATCH)
            .setting("optimizer", "AdamW, rate " + RATE);
    new VitReport(size, results).tell(findings);
    return findings;
  }

  private static VitResult result(
      Study study, String part, Subject subject, VitSize size, long seed) {
    var source = new PictureSource.Shapes(size.pictures(), VitSize.SIDE, Clutter.NONE);
    var all = source.open(Part.TRAIN);
    var encoder = encoder(study, part, subject, size, seed);
    Randomness.seed(seed);
    var model = Vit.on(encoder, all.classes().size());
    var labelled =
        new Labelled(
            subject.labels == Subject.Labels.ALL ? size.steps() : size.fewSteps(),
            VitSize.BATCH,
            RATE,
            RATE);
    List<Double> losses;
    try (var task =
        labelled.task(model, labelled(all, subject, size, seed), leastArea(subject), FLIP, seed)) {
      losses = new PartTraining(study, part).train(task, labelled.config(RATE, seed));
    }
    var accuracy = FewLabels.accuracy(model, source.open(Part.TEST));
    study.watch().finished(part, String.format(Locale.ROOT, "accuracy %.3f", accuracy));
    return new VitResult(accuracy, losses);
  }

  /// Where pictures are many they need no cutting, which only makes them harder to learn from.
  private static double leastArea(Subject subject) {
    return subject.labels == Subject.Labels.ALL ? 1 : LEAST_AREA;
  }

  private static LabelledPictures labelled(
      LabelledPictures all, Subject subject, VitSize size, long seed) {
    return switch (subject.labels) {
      case ALL -> all;
      case FEW, FEW_PRETRAINED -> Subset.ofEachClass(all, size.share(), seed);
    };
  }

  private static VitEncoder encoder(
      Study study, String part, Subject subject, VitSize size, long seed) {
    var recipe = recipe(subject, size, seed);
    Randomness.seed(seed);
    return switch (subject.labels) {
      case ALL, FEW -> VitEncoder.create(recipe.encoder().config(VitSize.SIDE, 3));
      case FEW_PRETRAINED -> pretrained(study, part, recipe);
    };
  }

  /// In a folder of its own, going on from the last saved state if it was stopped there.
  private static VitEncoder pretrained(Study study, String part, SelfSupervisedRecipe recipe) {
    var name = part + "-pretraining";
    var folder = study.parts().folder(name);
    var stop = new StopSignal(); // closed with the training, as the study's own may not be
    TrainingListener watching =
        event -> {
          if (study.watch().stop().isRequested()) stop.request();
          if (event instanceof TrainingEvent.Stepped stepped)
            study
                .watch()
                .advanced(
                    name,
                    stepped.progress().done(),
                    String.format(Locale.ROOT, "loss %.4f", stepped.loss()));
        };
    var training = new SelfSupervisedTraining(_ -> {}, List.of(watching), () -> stop);
    var begun = study.parts().isBegun(name);
    if (!begun) study.parts().clear(name);
    var trained = begun ? training.goOn(folder, List.of()) : training.train(recipe, folder);
    if (trained.training().ending() == Ending.STOPPED) throw new StoppedException(part);
    return Encoders.load(trained.folder());
  }

  private static SelfSupervisedRecipe recipe(Subject subject, VitSize size, long seed) {
    return SelfSupervisedRecipe.named(
        "mae",
        List.of(
            "seed=" + seed,
            "data.pictures={shapes: %d, side: %d, clutter: none}"
                .formatted(size.pictures(), VitSize.SIDE),
            "data.valid=" + size.pictures() / 20,
            "data.batch=" + Math.min(2 * VitSize.BATCH, size.pictures() / 2),
            "encoder.patch=" + subject.patch,
            "encoder.positions=" + Study.key(subject.positions),
            "encoder.width=" + size.width(),
            "encoder.layers=" + size.layers(),
            "encoder.heads=" + VitSize.HEADS,
            "training.schedule.warmup=" + size.pretrainingSteps() / 10,
            "training.validate=" + size.pretrainingSteps(),
            "training.limits.steps=" + size.pretrainingSteps()));
  }
}
