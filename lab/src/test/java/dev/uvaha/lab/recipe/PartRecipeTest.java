package dev.uvaha.lab.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.uvaha.lab.Parts;
import dev.uvaha.lab.RecordingWatch;
import dev.uvaha.lab.StoppedException;
import dev.uvaha.lab.Study;
import dev.uvaha.lab.Study.Scale;
import dev.uvaha.lab.Watch;
import dev.uvaha.training.StopSignal;
import dev.uvaha.translation.recipe.BatchRecipe;
import dev.uvaha.translation.recipe.Recipe;
import dev.uvaha.translation.recipe.TokenizerRecipe;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartRecipeTest {
  private static final int STEPS = 7;
  private static final double STOPPED = 0.4;

  @TempDir Path folder;

  @Test
  void aPartThatWasStoppedGoesOnToTheSameFigures() {
    var watch = new RecordingWatch();
    var whole = new PartRecipe(study("whole", watch), "part").follow(recipe());
    assertThat(watch.finished()).containsExactly("part");
    var stopped = new PartRecipe(study("stopped", stopping()), "part");
    assertThatThrownBy(() -> stopped.follow(recipe())).isInstanceOf(StoppedException.class);
    var goneOn = new PartRecipe(study("stopped", watch), "part").follow(recipe());
    assertThat(goneOn.loss()).isEqualTo(whole.loss());
    assertThat(goneOn.bleu()).isEqualTo(whole.bleu());
    assertThat(goneOn.lengths()).isEqualTo(whole.lengths());
    assertThat(goneOn.parameters()).isEqualTo(whole.parameters());
    assertThat(goneOn.tokens()).isEqualTo(whole.tokens()).isPositive();
  }

  @Test
  void aPartThatWasKilledInItsTestKnowsWhatItLearntFrom() {
    var whole = new PartRecipe(study("whole", new RecordingWatch()), "part").follow(recipe());
    var killed = new PartRecipe(study("killed", killedInTheTest()), "part");
    assertThatThrownBy(() -> killed.follow(recipe())).hasMessage("killed");
    var goneOn = new PartRecipe(study("killed", new RecordingWatch()), "part").follow(recipe());
    assertThat(goneOn.tokens()).isEqualTo(whole.tokens());
    assertThat(goneOn.bleu()).isEqualTo(whole.bleu());
  }

  private static Watch killedInTheTest() {
    return new RecordingWatch() {
      @Override
      public void advanced(String part, double share, String now) {
        if (now.contains("test")) throw new IllegalStateException("killed");
      }
    };
  }

  /// Asks to stop on the way.
  private static Watch stopping() {
    var stop = new StopSignal();
    return new RecordingWatch() {
      @Override
      public void advanced(String part, double share, String now) {
        if (share > STOPPED) stop.request();
      }

      @Override
      public StopSignal stop() {
        return stop;
      }
    };
  }

  private Study study(String name, Watch watch) {
    var parts = Parts.open(folder.resolve(name), "test");
    return new Study(Scale.QUICK, List.of(1L), Optional.empty(), parts, watch);
  }

  private Recipe recipe() {
    var text = new GrammarText(1, 60, 10, 10);
    return Recipe.of(
            "tiny",
            GrammarText.LANGUAGES,
            text.write(folder.resolve("text"), new BatchRecipe(128, 16, 64)))
        .with(new TokenizerRecipe(50, 2))
        .set(
            "model.layers={encoder: 1, decoder: 1}",
            "model.block={width: 16, heads: 2, innerWidth: 24, activation: relu, normOrder: pre, dropout: 0.1}")
        .with(ShortTraining.of(STEPS, 1e-3, 0.1));
  }
}
