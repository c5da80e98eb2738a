package dev.uvaha.cli;

import dev.uvaha.server.TranslationService;
import dev.uvaha.translation.SearchOptions;
import dev.uvaha.translation.Translator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A translator behind the server.
record ServedTranslator(Translator translator) implements TranslationService {
  @Override
  public List<String> languages() {
    return translator.languages();
  }

  @Override
  public List<Translated> translate(List<String> texts, Optional<String> language) {
    language.ifPresent(translator::checkLanguage);
    var targets =
        texts.stream()
            .map(text -> language.orElseGet(() -> translator.targetLanguage(text)))
            .toList();
    for (var i = 0; i < texts.size(); i++) translator.check(texts.get(i), targets.get(i));
    return IntStream.range(0, texts.size())
        .mapToObj(i -> {
          var target = targets.get(i);
          return new Translated(
              translator.translate(texts.get(i), target, SearchOptions.DEFAULT).text(), target);
        })
        .toList();
  }
}
