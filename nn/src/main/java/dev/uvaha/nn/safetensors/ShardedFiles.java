package dev.uvaha.nn.safetensors;

import static dev.uvaha.nn.safetensors.InvalidCheckpointException.damaged;
import static dev.uvaha.nn.safetensors.InvalidCheckpointException.quoted;

import dev.uvaha.tensor.DataType;
import dev.uvaha.tensor.Shape;
import dev.uvaha.tensor.Tensor;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Several files behind an index that says which holds what.
final class ShardedFiles implements Checkpoint {
  private final Path index;
  private final Map<String, SafetensorsFile> files;

  private ShardedFiles(Path index, Map<String, SafetensorsFile> files) {
    this.index = index;
    this.files = files;
  }

  static ShardedFiles open(Path index) {
    var fileOf = ShardIndex.read(index);
    var opened = new TreeMap<String, SafetensorsFile>();
    for (var file : fileOf.values())
      opened.computeIfAbsent(file, name -> SafetensorsFile.open(index.resolveSibling(name)));
    var files = new LinkedHashMap<String, SafetensorsFile>();
    opened.forEach((fileName, file) -> {
      for (var name : file.names()) {
        if (!fileName.equals(fileOf.get(name)))
          throw damaged(
              index,
              "%s holds tensor %s, which the index does not place there"
                  .formatted(fileName, quoted(name)));
        files.put(name, file);
      }
    });
    fileOf.forEach((name, fileName) -> {
      if (!files.containsKey(name))
        throw damaged(
            index, "tensor %s should be in %s, but is not".formatted(quoted(name), fileName));
    });
    return new ShardedFiles(index, files);
  }

  @Override
  public Path path() {
    return index;
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(files.keySet());
  }

  /// The notes of all shards together.
  @Override
  public Map<String, String> metadata() {
    var all = new LinkedHashMap<String, String>();
    for (var file : files.values()) all.putAll(file.metadata());
    return Collections.unmodifiableMap(all);
  }

  @Override
  public Shape shape(String name) {
    return file(name).shape(name);
  }

  @Override
  public DataType dataType(String name) {
    return file(name).dataType(name);
  }

  @Override
  public Tensor tensor(String name) {
    return file(name).tensor(name);
  }

  @Override
  public void copyTo(String name, Tensor target) {
    file(name).copyTo(name, target);
  }

  @Override
  public void close() {
    for (var file : files.values()) file.close();
  }

  private SafetensorsFile file(String name) {
    var file = files.get(name);
    if (file == null)
      throw new IllegalArgumentException(
          "%s: there is no tensor %s".formatted(index, quoted(name)));
    return file;
  }
}
