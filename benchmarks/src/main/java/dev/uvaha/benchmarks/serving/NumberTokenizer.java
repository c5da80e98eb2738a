package dev.uvaha.benchmarks.serving;

import dev.uvaha.text.Tokenizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// Spells each token as its number, so that a model of random weights has a vocabulary of any size.
record NumberTokenizer(int vocabularySize) implements Tokenizer {
  @Override
  public int[] encode(String text) {
    return Arrays.stream(text.split(" "))
        .filter(word -> !word.isEmpty())
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  @Override
  public String decode(int... ids) {
    return Arrays.stream(ids).mapToObj(this::token).collect(Collectors.joining());
  }

  @Override
  public String token(int id) {
    if (id < 0 || id >= vocabularySize) throw new IllegalArgumentException("no token " + id);
    return " " + id;
  }

  @Override
  public OptionalInt id(String token) {
    return OptionalInt.of(Integer.parseInt(token.strip()));
  }

  @Override
  public List<String> specialTokens() {
    return List.of();
  }

  @Override
  public void save(Path tokenizerJson) {
    throw new UnsupportedOperationException("numbers need no file");
  }
}
