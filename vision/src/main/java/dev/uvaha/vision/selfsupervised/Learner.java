package dev.uvaha.vision.selfsupervised;

import dev.uvaha.images.Resampling;
import dev.uvaha.images.augment.Augmentation;
import dev.uvaha.images.augment.ColourJitter;
import dev.uvaha.images.augment.GaussianBlur;
import dev.uvaha.images.augment.Greyscale;
import dev.uvaha.images.augment.HorizontalFlip;
import dev.uvaha.images.augment.RandomResizedCrop;
import dev.uvaha.images.augment.Solarize;
import dev.uvaha.images.batches.View;
import dev.uvaha.images.sets.Subset;
import dev.uvaha.models.vit.DinoConfig;
import dev.uvaha.models.vit.DinoPair;
import dev.uvaha.models.vit.MaskedAutoencoder;
import dev.uvaha.models.vit.MaskedAutoencoderConfig;
import dev.uvaha.training.TrainingEvent;
import dev.uvaha.training.TrainingListener;
import dev.uvaha.vision.EncoderRecipe;
import dev.uvaha.vision.Encoders;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What a recipe trains: the task, how its model is written, and what is looked at meanwhile.
record Learner(EncoderTraining task, Consumer<Path> config, TrainingListener watching)
    implements AutoCloseable {
  private static final int SHOWN = 8; // pictures of a sheet
  private static final int KNOWN = 2000; // pictures whose labels neighbours tell
  private static final int HEAD = 2; // the head's inner width, times the encoder's
  private static final double SMALLEST = 0.25; // area of a small view; 0.05 of much larger pictures

  /// @param out the run's folder
  /// @param tell is told what a person should know
  static Learner create(
      SelfSupervisedRecipe recipe, PictureData data, Path out, Consumer<String> tell) {
    return switch (recipe.method()) {
      case Method.Masked masked -> masked(recipe, masked, data, out);
      case Method.Distilled distilled -> distilled(recipe, distilled, data, out, tell);
    };
  }

  private static Learner masked(
      SelfSupervisedRecipe recipe, Method.Masked method, PictureData data, Path out) {
    var config =
        new MaskedAutoencoderConfig(
            recipe.encoder().config(data.side(), data.channels()),
            method.decoderLayers(),
            EncoderRecipe.block(method.decoderWidth(), method.decoderHeads(), 0));
    var batch = recipe.data().batch();
    var view = PictureData.cropped(data.side(), recipe.data().leastArea(), recipe.data().flip());
    var task =
        new MaskedPretraining(
            MaskedAutoencoder.create(config),
            method.masked(),
            data.training(List.of(view), batch, recipe.seed()),
            data.validation(List.of(PictureData.whole(data.side())), batch),
            recipe.seed());
    TrainingListener watching =
        event -> {
          if (event instanceof TrainingEvent.Validated validated)
            task.reconstructions(SHOWN).write(out, validated.progress().step());
        };
    return new Learner(task, folder -> Encoders.MASKED.saveConfig(config, folder), watching);
  }

  private static Learner distilled(
      SelfSupervisedRecipe recipe,
      Method.Distilled method,
      PictureData data,
      Path out,
      Consumer<String> tell) {
    var width = recipe.encoder().width();
    var config =
        new DinoConfig(
            recipe.encoder().config(data.side(), data.channels()),
            HEAD * width,
            width,
            method.prototypes());
    var batch = recipe.data().batch();
    var views = views(recipe.data(), method, data);
    var share = Math.min(1, (double) KNOWN / data.train().size());
    var task =
        new DinoTraining(
            DinoPair.create(config),
            method,
            recipe.training().limits().steps(),
            data.training(views, batch, recipe.seed()),
            data.validation(views, batch),
            new NeighbourPictures(
                Subset.ofEachClass(data.train(), share, recipe.seed()),
                data.heldOut(),
                data.side()));
    return new Learner(
        task,
        folder -> Encoders.DISTILLED.saveConfig(config, folder),
        new TeacherFile(out, task, method.teacherTemperature().warmup(), tell));
  }

  /// Two large views and some small ones, each changed in its tones (Caron et al. 2021, appendix E,
  /// "Data augmentation"); in the second large one some are inverted where they are light.
  private static List<View> views(
      SelfSupervisedRecipe.DataRecipe data, Method.Distilled method, PictureData pictures) {
    var views = new ArrayList<View>();
    var large = crop(pictures.side(), data.leastArea(), 1);
    views.add(view(data, large, new GaussianBlur(0.5, 0.1, 1), pictures.side()));
    views.add(
        view(
            data,
            large,
            Augmentation.sequence(List.of(new GaussianBlur(0.1, 0.1, 1), new Solarize(0.2))),
            pictures.side()));
    var small = crop(method.viewSide(), Math.min(SMALLEST, data.leastArea()), data.leastArea());
    for (int i = 0; i < method.views(); i++)
      views.add(view(data, small, new GaussianBlur(0.5, 0.1, 1), method.viewSide()));
    return views;
  }

  private static Augmentation crop(int side, double least, double most) {
    return new RandomResizedCrop(side, side, least, most, Resampling.BICUBIC);
  }

  private static View view(
      SelfSupervisedRecipe.DataRecipe data, Augmentation crop, Augmentation last, int side) {
    return PictureData.view(
        Augmentation.sequence(
            List.of(
                crop,
                new HorizontalFlip(data.flip()),
                Augmentation.sometimes(0.8, new ColourJitter(0.4, 0.4, 0.2, 0.1)),
                new Greyscale(0.2),
                last)),
        side);
  }

  void saveConfig(Path folder) {
    config.accept(folder);
  }

  @Override
  public void close() {
    task.close();
  }
}
