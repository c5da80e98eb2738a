package dev.uvaha.training;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// TensorBoard's `Event` in Protocol Buffers' encoding, as much of it as scalars need: a field is
/// its number and kind, then its value.
final class EventMessage {
  private static final int VARINT = 0;
  private static final int EIGHT_BYTES = 1;
  private static final int LENGTH_AND_BYTES = 2;
  private static final int FOUR_BYTES = 5;
  private static final int SEVEN_BITS = 0x7f;

  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;
  private static final int SUMMARY_VALUE = 1;
  private static final int VALUE_TAG = 1;
  private static final int VALUE_SIMPLE = 2;
  private static final int SESSION_STATUS = 1;
  private static final int SESSION_START = 1;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private EventMessage() {}

  /// What every event file begins with.
  static byte[] version(double time) {
    return event(time, 0).text(FILE_VERSION, "brain.Event:2").toBytes();
  }

  /// Steps from `step` on come again.
  static byte[] restart(double time, long step) {
    var log = new EventMessage().varint(SESSION_STATUS, SESSION_START);
    return event(time, step).message(SESSION_LOG, log).toBytes();
  }

  /// A named number at a step.
  static byte[] scalar(double time, long step, String tag, float number) {
    var value = new EventMessage().text(VALUE_TAG, tag).number(VALUE_SIMPLE, number);
    var summary = new EventMessage().message(SUMMARY_VALUE, value);
    return event(time, step).message(SUMMARY, summary).toBytes();
  }

  private static EventMessage event(double time, long step) {
    return new EventMessage().number(WALL_TIME, time).varint(STEP, step);
  }

  private EventMessage varint(int field, long value) {
    key(field, VARINT);
    varint(value);
    return this;
  }

  private EventMessage number(int field, double value) {
    key(field, EIGHT_BYTES);
    bytes.writeBytes(littleEndian(Double.BYTES).putDouble(value).array());
    return this;
  }

  private EventMessage number(int field, float value) {
    key(field, FOUR_BYTES);
    bytes.writeBytes(littleEndian(Float.BYTES).putFloat(value).array());
    return this;
  }

  private EventMessage text(int field, String value) {
    return block(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private EventMessage message(int field, EventMessage inner) {
    return block(field, inner.toBytes());
  }

  private EventMessage block(int field, byte[] content) {
    key(field, LENGTH_AND_BYTES);
    varint(content.length);
    bytes.writeBytes(content);
    return this;
  }

  private void key(int field, int kind) {
    varint((long) field << 3 | kind);
  }

  private void varint(long value) {
    var rest = value;
    for (; (rest & ~SEVEN_BITS) != 0; rest >>>= 7) bytes.write((int) (rest & SEVEN_BITS) | 0x80);
    bytes.write((int) rest);
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private byte[] toBytes() {
    return bytes.toByteArray();
  }
}
