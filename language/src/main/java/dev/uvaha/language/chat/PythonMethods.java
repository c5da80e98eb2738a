package dev.uvaha.language.chat;

import java.beans.FeatureDescriptor;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import org.jspecify.annotations.Nullable;

/// The methods of Python's strings that chat templates call, and Java's do not have or mean
/// otherwise. All else is left to the library.
final class PythonMethods extends ELResolver {
  @Override
  public @Nullable Object invoke(
      ELContext context, Object base, Object method, Class<?>[] types, Object[] arguments) {
    if (!(base instanceof CharSequence text)) return null;
    var result =
        call(
            text.toString(),
            method.toString(),
            Arrays.stream(arguments).map(String::valueOf).toList());
    result.ifPresent(_ -> context.setPropertyResolved(true));
    return result.orElse(null);
  }

  private static Optional<Object> call(String text, String method, List<String> arguments) {
    if (arguments.isEmpty())
      return switch (method) {
        case "strip" -> Optional.of(text.strip());
        case "lstrip" -> Optional.of(text.stripLeading());
        case "rstrip" -> Optional.of(text.stripTrailing());
        case "upper" -> Optional.of(text.toUpperCase(Locale.ROOT));
        case "lower" -> Optional.of(text.toLowerCase(Locale.ROOT));
        case "split" -> Optional.of(List.of(text.strip().split("\\s+")));
        default -> Optional.empty();
      };
    var first = arguments.getFirst();
    return switch (method) {
      case "strip" -> Optional.of(stripped(stripped(text, first, "^[%s]+"), first, "[%s]+$"));
      case "lstrip" -> Optional.of(stripped(text, first, "^[%s]+"));
      case "rstrip" -> Optional.of(stripped(text, first, "[%s]+$"));
      case "startswith" -> Optional.of(text.startsWith(first));
      case "endswith" -> Optional.of(text.endsWith(first));
      case "split" -> Optional.of(List.of(text.split(Pattern.quote(first), -1)));
      default -> Optional.empty();
    };
  }

  private static String stripped(String text, String characters, String pattern) {
    return text.replaceAll(pattern.formatted(Pattern.quote(characters)), "");
  }

  @Override
  public @Nullable Object getValue(ELContext context, Object base, Object property) {
    return null;
  }

  @Override
  public @Nullable Class<?> getType(ELContext context, Object base, Object property) {
    return null;
  }

  @Override
  public void setValue(ELContext context, Object base, Object property, Object value) {}

  @Override
  public boolean isReadOnly(ELContext context, Object base, Object property) {
    return true;
  }

  @Override
  public @Nullable Iterator<FeatureDescriptor> getFeatureDescriptors(
      ELContext context, Object base) {
    return null;
  }

  @Override
  public @Nullable Class<?> getCommonPropertyType(ELContext context, Object base) {
    return null;
  }
}
