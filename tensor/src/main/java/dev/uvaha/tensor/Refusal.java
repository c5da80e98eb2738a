package dev.uvaha.tensor;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/// What an operation says that cannot be done: one line with its name and every argument's type and
/// shape.
final class Refusal {
  private static final Pattern UNALLOCATED =
      Pattern.compile("can't allocate memory: you tried to allocate (\\d+) bytes");

  private Refusal() {}

  static RuntimeException of(String operation, RuntimeException failure, Tensor... tensors) {
    if (failure instanceof IllegalStateException) return failure; // a closed tensor
    if (failure instanceof WrongDevice) return failure;
    var message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    var reason = reason(message);
    var arguments = Arrays.stream(tensors).map(Refusal::described).collect(joining(", "));
    return new IllegalArgumentException(operation + "(" + arguments + "): " + reason, failure);
  }

  /// The first line, or in plain words that there is too little memory.
  private static String reason(String message) {
    var wanted = UNALLOCATED.matcher(message);
    if (wanted.find())
      return String.format(
          Locale.ROOT,
          "too little memory for %,.1f GB: make the model or its batches smaller",
          Double.parseDouble(wanted.group(1)) / 1e9);
    return message.lines().findFirst().orElse(message).strip();
  }

  /// Of an operation of the engine some of whose tensors are on the device `jvm`.
  static RuntimeException onJvm(String operation, Tensor... tensors) {
    var elsewhere = Arrays.stream(tensors).filter(tensor -> !tensor.isOnJvm()).findFirst();
    return elsewhere.isPresent()
        ? new WrongDevice(elsewhere.get().device())
        : new IllegalArgumentException(
            operation + ": not on the device jvm; move the tensors to cpu first");
  }

  private static String described(Tensor tensor) {
    return tensor.dataType() + " " + tensor.shape();
  }

  /// A tensor of another device than the operation's.
  static final class WrongDevice extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    WrongDevice(Device other) {
      super("one tensor is on jvm, another on %s: move them to one device".formatted(other));
    }
  }
}
