package dev.uvaha.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Turns text into token ids and token ids into text. Implementations are safe to share between
/// threads.
///
/// Special tokens (`<pad>`, `</s>`, `<2uk>`, …) are ids for the program, not for its users:
/// [#encode] never adds them and never makes one from text that happens to spell one, and [#decode]
/// leaves them out.
public interface Tokenizer {

  /// Reads a Hugging Face `tokenizer.json`: a byte-level BPE or characters in pure Java, any other
  /// model through the Hugging Face library.
  ///
  /// @throws InvalidTokenizerException if the file is not a usable tokenizer; the message is one
  ///   line
  static Tokenizer load(Path tokenizerJson) throws IOException {
    var file = TokenizerFile.read(tokenizerJson);
    if (file.isOfCharacters()) return CharacterTokenizer.from(file);
    return file.obstacle().isEmpty()
        ? ByteLevelBpe.from(file)
        : HuggingFaceTokenizerFile.from(file);
  }

  /// The number of token ids, which run from 0; special tokens are counted.
  int vocabularySize();

  /// The ids of `text`, without special tokens; none for an empty text. A lone surrogate, which no
  /// encoding of Unicode can hold, counts as U+FFFD.
  int[] encode(String text);

  /// The ids of a text as a model reads it whole: [#encode] with the special tokens that the file
  /// sets around a text, such as `[CLS]` and `[SEP]`, or `<s>`.
  default int[] encodeWhole(String text) {
    return encode(text);
  }

  /// The ids of a text in which what spells a special token is that token. For text that the
  /// program wrote, such as a rendered template; never for a user's.
  default int[] encodeSpelled(String text) {
    var ids = IntStream.builder();
    var found = new SpecialSpelling(specialTokens()).in(text);
    var from = 0;
    while (found.find()) {
      for (var id : encode(text.substring(from, found.start()))) ids.add(id);
      ids.add(id(found.group()).orElseThrow());
      from = found.end();
    }
    for (var id : encode(text.substring(from))) ids.add(id);
    return ids.build().toArray();
  }

  /// The ids of all that a model is to read, written by whoever runs it: [#encodeSpelled] with the
  /// special tokens that the file sets around a text, where the text does not begin with them. For
  /// a raw prompt, such as a chat that a client has rendered; never for a part of a template.
  default int[] encodePrompt(String text) {
    return encodeSpelled(text);
  }

  /// The text of `ids`, special tokens left out; bytes that are not UTF-8 become U+FFFD.
  ///
  /// @throws IllegalArgumentException if an id is not in the vocabulary
  String decode(int... ids);

  /// What the token looks like, for an axis or a table: its text with its leading space, if any; a
  /// byte that is no character by itself looks like `<0xD0>`.
  ///
  /// @throws IllegalArgumentException if the id is not in the vocabulary
  String token(int id);

  /// The id of the token that looks like `token`: the inverse of [#token].
  OptionalInt id(String token);

  /// The special tokens, in the order of their ids.
  List<String> specialTokens();

  /// Writes a `tokenizer.json` that the Hugging Face `tokenizers` library reads. The file is
  /// written aside and renamed.
  void save(Path tokenizerJson) throws IOException;
}
