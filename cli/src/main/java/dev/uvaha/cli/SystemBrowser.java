package dev.uvaha.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The browser that a person uses on this machine, by the program that opens addresses in it.
///
/// @param command to which the address is added
record SystemBrowser(List<String> command) {
  SystemBrowser {
    command = List.copyOf(command);
  }

  static SystemBrowser ofThisMachine() {
    return of(System.getProperty("os.name", ""));
  }

  /// @param system as `os.name` has it
  static SystemBrowser of(String system) {
    var name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("mac")) return new SystemBrowser(List.of("open"));
    if (name.startsWith("windows"))
      return new SystemBrowser(List.of("rundll32", "url.dll,FileProtocolHandler"));
    return new SystemBrowser(List.of("xdg-open"));
  }

  /// Opens a page, without waiting for it.
  ///
  /// @return whether the program could be started
  boolean open(String address) {
    var whole = new ArrayList<>(command);
    whole.add(address);
    try {
      new ProcessBuilder(whole)
          .redirectOutput(Redirect.DISCARD)
          .redirectError(Redirect.DISCARD)
          .start();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
