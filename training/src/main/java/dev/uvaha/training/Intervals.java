package dev.uvaha.training;

/// How many steps pass between reports, between validations and between saved states; each 1 or
/// more.
public record Intervals(long report, long validate, long save) {
  public Intervals {
    if (report < 1 || validate < 1 || save < 1)
      throw new IllegalArgumentException(
          "intervals must be 1 step or more: report=%d, validate=%d, save=%d"
              .formatted(report, validate, save));
  }
}
