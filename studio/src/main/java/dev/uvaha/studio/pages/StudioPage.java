package dev.uvaha.studio.pages;

import dev.uvaha.http.Route;
import java.util.Map;

/// One page of Studio: what the browser asks of Java for it.
public interface StudioPage extends AutoCloseable {
  /// Also the name of the page's files, and what its address begins with: `#/ID`.
  String id();

  /// By path, each below `/api/ID/`.
  Map<String, Route> routes();

  /// Frees what the page holds.
  @Override
  default void close() {}
}
