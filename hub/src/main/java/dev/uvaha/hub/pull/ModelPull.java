package dev.uvaha.hub.pull;

import dev.uvaha.hub.ModelFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Fetches a model from a hub into a folder: the files that a model is made of, and no others.
///
/// What is here already, and is what the hub has, is not fetched again; what came in part is gone
/// on with.
///
/// @param pause before a broken connection is tried again
public record ModelPull(ModelSite site, Duration pause, PullListener listener) {
  private static final Duration WAIT = Duration.ofSeconds(2);

  public ModelPull(ModelSite site, PullListener listener) {
    this(site, WAIT, listener);
  }

  /// Fetches `config.json`, the tokenizer's files and the weights as safetensors, whole or sharded.
  ///
  /// @throws IllegalArgumentException if there is no such model, it is not for everybody, or it has
  ///   no weights that we read; one line says what to do
  /// @throws UncheckedIOException if the hub does not answer, something else comes than it says, or
  ///   the disk does not take it; to pull again goes on
  public void pull(ModelName model, Path folder) {
    run(
        model,
        (client, remote) -> {
          var wanted = new LinkedHashSet<String>();
          for (var name : remote.files().keySet())
            if (ModelFiles.besideWeights(name)) wanted.add(name);
          wanted.addAll(weights(client, remote, folder));
          fetch(client, remote, folder, wanted);
        });
  }

  /// Fetches these files alone, such as one GGUF file of several.
  ///
  /// @throws IllegalArgumentException if one is not there; else as [#pull(ModelName, Path)]
  public void pull(ModelName model, Path folder, List<String> files) {
    run(
        model,
        (client, remote) -> {
          for (var file : files) {
            if (!ModelFiles.isSafe(file))
              throw new IllegalArgumentException("'%s' is no file of a model".formatted(file));
            if (!remote.files().containsKey(file))
              throw new IllegalArgumentException("%s has no file '%s'".formatted(model, file));
          }
          fetch(client, remote, folder, new LinkedHashSet<>(files));
        });
  }

  private interface Work {
    void on(HubClient client, RemoteModel remote) throws IOException;
  }

  private void run(ModelName model, Work work) {
    try (var client = new HubClient(site)) {
      work.on(client, RemoteModel.ask(client, model));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }

  private List<String> weights(HubClient client, RemoteModel remote, Path folder)
      throws IOException {
    var files = remote.files();
    if (files.containsKey(ModelFiles.WEIGHTS)) return List.of(ModelFiles.WEIGHTS);
    if (files.containsKey(ModelFiles.INDEX)) {
      var index = files.get(ModelFiles.INDEX);
      new FileDownload(client, remote, folder, pause).fetch(index, _ -> {}, listener::again);
      return shards(remote, folder.resolve(ModelFiles.INDEX));
    }
    var others =
        files.keySet().stream().filter(name -> name.matches(".*\\.(gguf|bin|pt|h5|onnx)")).toList();
    throw new IllegalArgumentException(
        "%s has no %s; %s"
            .formatted(
                remote.model(),
                ModelFiles.WEIGHTS,
                others.isEmpty()
                    ? "it has no weights at all"
                    : "it has "
                        + String.join(", ", others.subList(0, Math.min(5, others.size())))
                        + (others.stream().anyMatch(name -> name.endsWith(".gguf"))
                            ? ": say which by --file"
                            : ", which is not read here")));
  }

  private static List<String> shards(RemoteModel remote, Path index) throws IOException {
    try {
      var shards = new LinkedHashSet<String>();
      for (var file : JsonMapper.shared().readTree(Files.readAllBytes(index)).path("weight_map"))
        shards.add(file.asString(""));
      for (var shard : shards)
        if (!ModelFiles.isShard(shard) || !remote.files().containsKey(shard))
          throw new IllegalArgumentException(
              "%s: its index names '%s', which is no shard of it".formatted(remote.model(), shard));
      return List.copyOf(shards);
    } catch (JacksonException damaged) {
      throw new IllegalArgumentException(
          "%s: no valid JSON: %s".formatted(index, damaged.getOriginalMessage()), damaged);
    }
  }

  private void fetch(HubClient client, RemoteModel remote, Path folder, Set<String> names)
      throws IOException {
    var files = new ArrayList<RemoteFile>();
    for (var name : names) files.add(remote.files().get(name));
    var total = files.stream().mapToLong(file -> Math.max(0, file.bytes())).sum();
    Files.createDirectories(folder);
    checkRoom(folder, files);
    listener.begins(files.size(), total);
    var download = new FileDownload(client, remote, folder, pause);
    var before = 0L;
    for (var file : files) {
      var base = before;
      download.fetch(file, here -> listener.arrived(file.name(), base + here), listener::again);
      before += Math.max(0, file.bytes());
    }
  }

  private static void checkRoom(Path folder, List<RemoteFile> files) throws IOException {
    var needed = 0L;
    for (var file : files) {
      var part = file.part(folder);
      if (!Files.exists(folder.resolve(file.name())))
        needed += Math.max(0, file.bytes() - (Files.exists(part) ? Files.size(part) : 0));
    }
    var room = Files.getFileStore(folder).getUsableSpace();
    if (needed > room)
      throw new IOException(
          "%s: %d MB are to come, and the disk has room for %d"
              .formatted(folder, needed / 1_000_000, room / 1_000_000));
  }
}
