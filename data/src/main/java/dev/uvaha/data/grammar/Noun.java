package dev.uvaha.data.grammar;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A noun of both languages; `forms` are the rows singular and plural, by case, of the Ukrainian
/// side.
record Noun(
    String english,
    String englishPlural,
    Agreement gender,
    Animacy animacy,
    Set<String> traits,
    Place place,
    List<List<String>> forms) {

  /// How one is in or on this place: `in the park`, `у парку`; both empty where it is no place.
  record Place(String english, String ukrainian) {
    static final Place NONE = new Place("", "");
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Noun noun && english.equals(noun.english);
  }

  @Override
  public int hashCode() {
    return english.hashCode();
  }

  /// Whether it has a trait, or is itself the noun so named.
  boolean is(String trait) {
    return traits.contains(trait) || english.equals(trait);
  }

  boolean isName() {
    return traits.contains("name");
  }

  boolean isPerson() {
    return traits.contains("person") || traits.contains("name");
  }

  /// Names and fields of study take no article: `Olena`, `AI`.
  boolean isBare() {
    return traits.contains("name") || traits.contains("bare");
  }

  /// Whether it is used in the plural; not where Ukrainian would not show it: `завдання`, `кафе`.
  boolean hasPlural() {
    boolean shown = !forms.getFirst().getFirst().equals(forms.getLast().getFirst());
    return shown && !traits.contains("mass") && !traits.contains("name");
  }

  String ukrainian(Quantity quantity, Case grammaticalCase) {
    return forms.get(quantity == Quantity.ONE ? 0 : 1).get(grammaticalCase.column());
  }

  String english(Quantity quantity) {
    return quantity == Quantity.ONE ? english : englishPlural;
  }

  Agreement agreement(Quantity quantity) {
    return quantity == Quantity.ONE ? gender : Agreement.PLURAL;
  }
}
