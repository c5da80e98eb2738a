package dev.uvaha.nn.safetensors;

import dev.uvaha.nn.safetensors.FileWriter.Item;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Spreads tensors over several files, and writes an index that says which holds what.
final class ShardWriter {
  private ShardWriter() {}

  /// The index comes last: without it the shards are no checkpoint yet.
  static void write(Path folder, List<Item> items, long most, Map<String, String> metadata) {
    if (most < 1)
      throw new IllegalArgumentException("a shard must have room for 1 byte or more, got " + most);
    for (var name : List.of(FileNames.WHOLE, FileNames.INDEX))
      if (Files.exists(folder.resolve(name)))
        throw new UncheckedIOException(
            folder + ": holds a checkpoint already; write shards to a new folder",
            new FileAlreadyExistsException(folder.resolve(name).toString()));
    var shards = shards(items, most);
    if (shards.size() == 1) {
      FileWriter.write(folder.resolve(FileNames.WHOLE), items, metadata);
      return;
    }
    var fileOf = new TreeMap<String, String>();
    for (var i = 0; i < shards.size(); i++) {
      var name = FileNames.shard(i + 1, shards.size());
      FileWriter.write(folder.resolve(name), shards.get(i), metadata);
      for (var item : shards.get(i)) fileOf.put(item.name(), name);
    }
    var bytes = items.stream().mapToLong(Item::bytes).sum();
    ShardIndex.write(folder.resolve(FileNames.INDEX), bytes, fileOf);
  }

  /// In order; a shard ends before the tensor that would make it larger than `most`.
  private static List<List<Item>> shards(List<Item> items, long most) {
    var shards = new ArrayList<List<Item>>();
    var shard = new ArrayList<Item>();
    var filled = 0L;
    for (var item : items) {
      if (!shard.isEmpty() && item.bytes() > most - filled) {
        shards.add(shard);
        shard = new ArrayList<>();
        filled = 0;
      }
      shard.add(item);
      filled += item.bytes();
    }
    shards.add(shard);
    return shards;
  }
}
