package dev.uvaha.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an experiment found, in the order in which it is told.
public final class Findings {
  private final Map<String, Object> settings = new LinkedHashMap<>();
  private final Map<String, Range> figures = new LinkedHashMap<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<Plot> plots = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();

  /// A number or word that decided what was done.
  public Findings setting(String name, Object value) {
    settings.put(name, value);
    return this;
  }

  /// A figure by a name such as `test-mse/task1/attention`.
  public Findings figure(String name, Range range) {
    if (figures.put(name, range) != null)
      throw new IllegalStateException("two figures are named " + name);
    return this;
  }

  public Findings table(Table table) {
    tables.add(table);
    return this;
  }

  public Findings plot(Plot plot) {
    plots.add(plot);
    return this;
  }

  /// Judges an expectation.
  public Findings verdict(Verdict verdict) {
    verdicts.add(verdict);
    return this;
  }

  public Map<String, Object> settings() {
    return Collections.unmodifiableMap(settings);
  }

  public Map<String, Range> figures() {
    return Collections.unmodifiableMap(figures);
  }

  /// A figure by its name.
  ///
  /// @throws IllegalArgumentException if there is none
  public Range figure(String name) {
    var range = figures.get(name);
    if (range == null) throw new IllegalArgumentException("no figure is named " + name);
    return range;
  }

  public List<Table> tables() {
    return Collections.unmodifiableList(tables);
  }

  public List<Plot> plots() {
    return Collections.unmodifiableList(plots);
  }

  public List<Verdict> verdicts() {
    return Collections.unmodifiableList(verdicts);
  }
}
