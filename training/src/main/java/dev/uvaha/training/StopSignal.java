package dev.uvaha.training;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Asks a training to stop after the step it is in, save its state and return. Safe to use from any
/// thread.
public final class StopSignal implements AutoCloseable {
  private static final int INTERRUPTED = 130;
  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  private final AtomicBoolean requested = new AtomicBoolean();
  private final Runnable heard;
  private final List<Runnable> restore = new ArrayList<>();

  /// A signal that only [#request] sets.
  public StopSignal() {
    this(() -> {});
  }

  private StopSignal(Runnable heard) {
    this.heard = heard;
  }

  /// A signal that Ctrl-C (or a `TERM` from outside, or the terminal's closing) sets; a second one
  /// ends the process at once, with the exit code 130. Closing gives Ctrl-C its former meaning
  /// back.
  ///
  /// @param heard runs at the first one, to tell the user that it was heard
  public static StopSignal onInterrupt(Runnable heard) {
    var signal = new StopSignal(heard);
    for (var name : SIGNALS) signal.handle(name);
    return signal;
  }

  /// Asks to stop.
  public void request() {
    requested.set(true);
  }

  /// Whether it was asked for.
  public boolean isRequested() {
    return requested.get();
  }

  @Override
  public void close() {
    restore.forEach(Runnable::run);
    restore.clear();
  }

  private void interrupted() {
    if (!requested.compareAndSet(false, true)) Runtime.getRuntime().halt(INTERRUPTED);
    heard.run();
  }

  /// The JDK's only way to see Ctrl-C more than once is `sun.misc.Signal`, reached by reflection
  /// since it is no API; without it Ctrl-C ends the process as usual, and the last saved state
  /// stays.
  private void handle(String name) {
    try {
      var signalType = Class.forName("sun.misc.Signal");
      var handlerType = Class.forName("sun.misc.SignalHandler");
      var handle = signalType.getMethod("handle", signalType, handlerType);
      var signal = signalType.getConstructor(String.class).newInstance(name);
      InvocationHandler onSignal = (proxy, method, arguments) -> called(proxy, method, arguments);
      var handler =
          Proxy.newProxyInstance(
              StopSignal.class.getClassLoader(), new Class<?>[] {handlerType}, onSignal);
      var former = handle.invoke(null, signal, handler);
      restore.add(() -> restore(handle, signal, former));
    } catch (ReflectiveOperationException | RuntimeException unavailable) {
      System.getLogger(StopSignal.class.getName())
          .log(System.Logger.Level.DEBUG, "Ctrl-C is not watched", unavailable);
    }
  }

  private Object called(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "equals" -> System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "StopSignal";
      default -> {
        interrupted();
        yield true; // of a void method: ignored
      }
    };
  }

  private static void restore(Method handle, Object signal, Object former) {
    try {
      handle.invoke(null, signal, former);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("Ctrl-C cannot be given back", failure);
    }
  }
}
