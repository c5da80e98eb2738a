package dev.uvaha.studio.pages;

import dev.uvaha.http.ApiException;
import dev.uvaha.http.Exchange;
import dev.uvaha.http.Worker;
import dev.uvaha.studio.language.TextModelSource;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// What pages share.
///
/// @param worker computes what is quick, for all pages; long work is not for it
/// @param model the folder that the user chose, of whatever kind; a page that is for other kinds
///   does without
/// @param runs the folder of run folders; it need not exist
/// @param texts the language models that several pages look into
public record StudioContext(Worker worker, Optional<Path> model, Path runs, TextModelSource texts) {
  /// With the language models of these folders.
  public StudioContext(Worker worker, Optional<Path> model, Path runs) {
    this(worker, model, runs, TextModelSource.of(model, runs));
  }

  /// What the worker computes for a request.
  ///
  /// @throws ApiException if it can't be computed as asked, for the reason that the work gave by an
  ///   [IllegalArgumentException]
  public <T> T computed(Exchange exchange, Supplier<T> work) throws InterruptedException {
    try {
      return worker.run(exchange, work);
    } catch (IllegalArgumentException unfit) {
      throw ApiException.refused(400, "invalid_value", String.valueOf(unfit.getMessage()));
    }
  }
}
