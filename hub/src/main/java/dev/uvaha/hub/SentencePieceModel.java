package dev.uvaha.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A model of the SentencePiece library (`….spm`), which is one message of Protocol Buffers: as
/// much of it as a tokenizer needs.
///
/// @param file for messages
/// @param kind of the library's: 1 is Unigram, 2 is BPE
/// @param characters how characters are changed before all else, as the library packs it
/// @param addsSpace whether a text is read as if it began with a space
/// @param strips whether spaces at the ends and beside others are taken away
record SentencePieceModel(
    Path file,
    List<Piece> pieces,
    int kind,
    ByteBuffer characters,
    boolean addsSpace,
    boolean strips) {
  static final int UNIGRAM = 1;
  static final int BPE = 2;

  /// A piece of text and its score.
  ///
  /// @param kind of the library's, as [Vocabulary.Kind] has them from 1
  record Piece(String text, float score, long kind) {}

  private static final int LONGEST = 64 << 20;

  /// Reads a file.
  ///
  /// @throws IllegalArgumentException if it is none
  static SentencePieceModel read(Path file) {
    try {
      if (Files.size(file) > LONGEST)
        throw new IllegalArgumentException(file + ": too large for a SentencePiece model");
      return read(file, new Message(ByteBuffer.wrap(Files.readAllBytes(file))));
    } catch (BufferUnderflowException | IndexOutOfBoundsException cut) {
      throw new IllegalArgumentException(file + ": no SentencePiece model, or cut short", cut);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + file + ": " + failure.getMessage(), failure);
    }
  }

  private static SentencePieceModel read(Path file, Message model) {
    var pieces = new ArrayList<Piece>();
    var kind = UNIGRAM;
    var characters = ByteBuffer.allocate(0);
    var addsSpace = true;
    var strips = true;
    while (model.next()) {
      switch (model.field()) {
        case 1 -> pieces.add(piece(model.message()));
        case 2 -> {
          for (var trainer = model.message(); trainer.next(); )
            if (trainer.field() == 3) kind = (int) trainer.number();
        }
        case 3 -> {
          for (var normalizer = model.message(); normalizer.next(); ) {
            if (normalizer.field() == 2) characters = normalizer.bytes();
            if (normalizer.field() == 3) addsSpace = normalizer.number() != 0;
            if (normalizer.field() == 4) strips = normalizer.number() != 0;
          }
        }
        default -> {}
      }
    }
    if (pieces.isEmpty()) throw new IndexOutOfBoundsException();
    return new SentencePieceModel(file, pieces, kind, characters, addsSpace, strips);
  }

  private static Piece piece(Message message) {
    var text = "";
    var score = 0f;
    var kind = 1L;
    while (message.next()) {
      if (message.field() == 1) text = StandardCharsets.UTF_8.decode(message.bytes()).toString();
      if (message.field() == 2) score = message.bytes().getFloat();
      if (message.field() == 3) kind = message.number();
    }
    return new Piece(text, score, kind);
  }

  /// Fields one after another: a number each, and a value by its kind.
  private static final class Message {
    private final ByteBuffer buffer;
    private int field;
    private long number;
    private ByteBuffer bytes = ByteBuffer.allocate(0);

    Message(ByteBuffer buffer) {
      this.buffer = buffer;
    }

    /// Goes to the next field, if there is one.
    boolean next() {
      if (!buffer.hasRemaining()) return false;
      var key = varint();
      field = (int) (key >>> 3);
      switch ((int) key & 7) {
        case 0 -> number = varint();
        case 1 -> take(Long.BYTES);
        case 2 -> take(varint());
        case 5 -> take(Integer.BYTES);
        default -> throw new IndexOutOfBoundsException();
      }
      return true;
    }

    int field() {
      return field;
    }

    long number() {
      return number;
    }

    ByteBuffer bytes() {
      return bytes;
    }

    Message message() {
      return new Message(bytes);
    }

    private void take(long count) {
      if (count < 0 || count > buffer.remaining()) throw new BufferUnderflowException();
      bytes = buffer.slice(buffer.position(), (int) count).order(ByteOrder.LITTLE_ENDIAN);
      buffer.position(buffer.position() + (int) count);
    }

    private long varint() {
      var value = 0L;
      for (var shift = 0; shift < Long.SIZE; shift += 7) {
        var part = buffer.get();
        value |= (part & 0x7fL) << shift;
        if (part >= 0) return value;
      }
      throw new IndexOutOfBoundsException();
    }
  }
}
