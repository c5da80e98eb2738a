package dev.uvaha.studio.language;

import dev.uvaha.http.ApiException;
import java.util.List;
import java.util.Optional;

/// What a page tells of the language models that it can look into.
///
/// @param model the one that was asked about; empty if there is none, or it can't be opened
/// @param failure why it can't be opened, though others may be
/// @param models the names of all
/// @param recipe what trains one
public record ModelChoice<M>(
    Optional<M> model, Optional<Failure> failure, List<String> models, String recipe) {
  /// Why a model can't be opened.
  public record Failure(String code, String message) {}

  /// Opens the model that was asked about.
  public interface Opening<M> {
    /// What there is to say.
    ///
    /// @throws ApiException if the model can't be opened
    M open() throws InterruptedException;
  }

  /// Of the models that are there now.
  public static <M> ModelChoice<M> of(TextModelSource texts, Opening<M> opening)
      throws InterruptedException {
    var models = List.copyOf(texts.folders().keySet());
    Optional<M> model = Optional.empty();
    Optional<Failure> failure = Optional.empty();
    try {
      if (!models.isEmpty()) model = Optional.of(opening.open());
    } catch (ApiException unfit) {
      failure = Optional.of(new Failure(unfit.code(), String.valueOf(unfit.getMessage())));
    }
    return new ModelChoice<>(model, failure, models, TextModelSource.RECIPE);
  }
}
