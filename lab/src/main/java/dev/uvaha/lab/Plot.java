package dev.uvaha.lab;

import java.util.List;

/// A picture of numbers.
public sealed interface Plot {
  /// Of its files, without the ending.
  String name();

  /// For people.
  String title();

  /// What an axis means and how it is divided.
  record Axis(String label, Scale scale) {
    public enum Scale {
      LINEAR,
      LOGARITHMIC
    }

    public static Axis linear(String label) {
      return new Axis(label, Scale.LINEAR);
    }

    public static Axis logarithmic(String label) {
      return new Axis(label, Scale.LOGARITHMIC);
    }
  }

  /// Curves over one axis.
  record Lines(String name, String title, Axis x, Axis y, List<Series> series) implements Plot {
    public Lines {
      series = List.copyOf(series);
    }
  }

  /// A curve, or points.
  ///
  /// @param mark how it is drawn
  /// @param x and y have one length
  record Series(String label, Mark mark, List<Double> x, List<Double> y) {
    /// How a series is drawn.
    public enum Mark {
      LINE,
      POINTS,
      LINE_AND_POINTS
    }

    public Series {
      x = List.copyOf(x);
      y = List.copyOf(y);
      if (x.size() != y.size())
        throw new IllegalArgumentException(
            "series %s: x has %d values, y %d".formatted(label, x.size(), y.size()));
    }

    public static Series line(String label, List<Double> x, List<Double> y) {
      return new Series(label, Mark.LINE, x, y);
    }
  }

  /// A matrix as colours, the first row on top.
  ///
  /// @param values `[rows][columns]`
  record Heat(String name, String title, Side rows, Side columns, List<List<Double>> values)
      implements Plot {
    public Heat {
      values = values.stream().map(List::copyOf).toList();
      rows.checkCount(name, values.size());
      for (var row : values) columns.checkCount(name, row.size());
    }

    /// Of numbered rows and columns.
    public Heat(String name, String title, String rows, String columns, List<List<Double>> values) {
      this(name, title, Side.numbered(rows), Side.numbered(columns), values);
    }
  }

  /// What the rows or the columns of a matrix are.
  ///
  /// @param label of all of them
  /// @param names of each; none if they are numbered from 0
  record Side(String label, List<String> names) {
    public Side {
      names = List.copyOf(names);
    }

    public static Side numbered(String label) {
      return new Side(label, List.of());
    }

    private void checkCount(String plot, int count) {
      if (!names.isEmpty() && names.size() != count)
        throw new IllegalArgumentException(
            "plot %s: %d names for %d of '%s'".formatted(plot, names.size(), count, label));
    }
  }
}
