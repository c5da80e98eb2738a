package dev.uvaha.data.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MorphologyTest {
  private static final Map<String, Noun> NOUNS =
      LexiconReader.read().nouns().stream()
          .collect(Collectors.toMap(Noun::english, noun -> noun, (a, _) -> a, TreeMap::new));

  @ParameterizedTest
  @CsvSource({
    "cat, кота котові кота котом коти котів котів",
    "dog, пса псові пса псом пси псів псів",
    "boy, хлопця хлопцеві хлопця хлопцем хлопці хлопців хлопців",
    "teacher, учителя учителеві учителя учителем учителі учителів учителів",
    "doctor, лікаря лікареві лікаря лікарем лікарі лікарів лікарів",
    "driver, водія водієві водія водієм водії водіїв водіїв",
    "friend, друга другові друга другом друзі друзів друзів",
    "uncle, дядька дядькові дядька дядьком дядьки дядьків дядьків",
    "person, людини людині людину людиною люди людей людей",
    "child, дитини дитині дитину дитиною діти дітей дітей",
    "woman, жінки жінці жінку жінкою жінки жінок жінок",
    "kitten, кошеняти кошеняті кошеня кошеням кошенята кошенят кошенят",
    "parrot, папуги папузі папугу папугою папуги папуг папуг",
    "street, вулиці вулиці вулицю вулицею вулиці вулиць вулиці",
    "square, площі площі площу площею площі площ площі",
    "night, ночі ночі ніч ніччю ночі ночей ночі",
    "article, статті статті статтю статтею статті статей статті",
    "field, поля полю поле полем поля полів поля",
    "sea, моря морю море морем моря морів моря",
    "city, міста місту місто містом міста міст міста",
    "window, вікна вікну вікно вікном вікна вікон вікна",
    "name, імені імені ім'я ім'ям імена імен імена",
    "eye, ока оку око оком очі очей очі",
    "table, стола столу стіл столом столи столів столи",
    "house, будинку будинку будинок будинком будинки будинків будинки",
    "stone, каменя каменю камінь каменем камені каменів камені",
  })
  void declinesNouns(String english, String forms) {
    var noun = noun(english);
    var written =
        String.join(
            " ",
            noun.ukrainian(Quantity.ONE, Case.GENITIVE),
            noun.ukrainian(Quantity.ONE, Case.DATIVE),
            noun.ukrainian(Quantity.ONE, Case.ACCUSATIVE),
            noun.ukrainian(Quantity.ONE, Case.INSTRUMENTAL),
            noun.ukrainian(Quantity.MANY, Case.NOMINATIVE),
            noun.ukrainian(Quantity.MANY, Case.GENITIVE),
            noun.ukrainian(Quantity.MANY, Case.ACCUSATIVE));
    assertThat(written).isEqualTo(forms);
  }

  @ParameterizedTest
  @CsvSource({
    "river, річці", "book, книзі", "hand, руці", "leg, нозі", "turtle, черепасі",
    "night, ночі", "table, столі", "park, парку", "garden, саду", "bridge, мосту",
    "museum, музеї", "laboratory, лабораторії", "mother, матері", "taxi, таксі",
  })
  void placesNounsInTheLocative(String english, String form) {
    assertThat(noun(english).ukrainian(Quantity.ONE, Case.LOCATIVE)).isEqualTo(form);
  }

  @ParameterizedTest
  @CsvSource({
    "'бачити~', 'бачу бачимо бачите бачить бачать', 'бачив бачила бачило бачили'",
    "'пити,п''ю,п''є,п''ють', 'п''ю п''ємо п''єте п''є п''ють', 'пив пила пило пили'",
    "'їсти,їм,їсть,їдять,їв', 'їм їмо їсте їсть їдять', 'їв їла їло їли'",
    "'йти,йду,йде,йдуть,йшов', 'йду йдемо йдете йде йдуть', 'йшов йшла йшло йшли'",
    "'писати,пишу,пише,пишуть', 'пишу пишемо пишете пише пишуть', 'писав писала писало писали'",
    "'вивчати*', 'вивчаю вивчаємо вивчаєте вивчає вивчають', 'вивчав вивчала вивчало вивчали'",
    "'могти,можу,може,можуть,міг', 'можу можемо можете може можуть', 'міг могла могло могли'",
    "'бігти,біжу,біжить,біжать,біг', 'біжу біжимо біжите біжить біжать', 'біг бігла бігло бігли'",
    "'нести,несу,несе,несуть,ніс', 'несу несемо несете несе несуть', 'ніс несла несло несли'",
    "'любити~', 'люблю любимо любите любить люблять', 'любив любила любило любили'",
    "'чистити~', 'чищу чистимо чистите чистить чистять', 'чистив чистила чистило чистили'",
    "'садити~', 'саджу садимо садите садить садять', 'садив садила садило садили'",
    "'будувати*', 'будую будуємо будуєте будує будують', 'будував будувала будувало будували'",
    "'кинути!', 'кину кинемо кинете кине кинуть', 'кинув кинула кинуло кинули'",
    "'дивитися~', 'дивлюся дивимося дивитеся дивиться дивляться', 'дивився дивилася дивилося дивилися'",
    "'усміхнутися!', 'усміхнуся усміхнемося усміхнетеся усміхнеться усміхнуться', 'усміхнувся усміхнулася усміхнулося усміхнулися'",
    "'боятися,боюся,боїться,бояться', 'боюся боїмося боїтеся боїться бояться', 'боявся боялася боялося боялися'",
  })
  void conjugatesVerbs(String entry, String present, String past) {
    var verb = Conjugation.parse(entry);
    assertThat(
            String.join(
                " ",
                verb.present(Person.I),
                verb.present(Person.WE),
                verb.present(Person.YOU),
                verb.present(Person.SINGULAR),
                verb.present(Person.PLURAL)))
        .isEqualTo(present);
    assertThat(
            String.join(
                " ",
                verb.past(Agreement.MASCULINE),
                verb.past(Agreement.FEMININE),
                verb.past(Agreement.NEUTER),
                verb.past(Agreement.PLURAL)))
        .isEqualTo(past);
  }

  @Test
  void adjectivesAgree() {
    var blue = AdjectiveDeclension.decline("синій");
    assertThat(blue.nominative(Agreement.NEUTER)).isEqualTo("синє");
    assertThat(blue.form(Agreement.FEMININE, Case.INSTRUMENTAL, Animacy.INANIMATE))
        .isEqualTo("синьою");
    var old = AdjectiveDeclension.decline("старий");
    assertThat(old.form(Agreement.MASCULINE, Case.ACCUSATIVE, Animacy.ANIMATE))
        .isEqualTo("старого");
    assertThat(old.form(Agreement.MASCULINE, Case.ACCUSATIVE, Animacy.INANIMATE))
        .isEqualTo("старий");
    assertThat(old.form(Agreement.PLURAL, Case.ACCUSATIVE, Animacy.ANIMATE)).isEqualTo("старих");
    assertThatThrownBy(() -> AdjectiveDeclension.decline("старе"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("старе");
  }

  @Test
  void numbersGovernTheirNouns() {
    assertThat(counted("cat", Numeral.THREE)).isEqualTo("Три коти.");
    assertThat(counted("cat", Numeral.FIVE)).isEqualTo("П'ять котів.");
    assertThat(counted("street", Numeral.TWO)).isEqualTo("Дві вулиці.");
    assertThat(counted("window", Numeral.TWO)).isEqualTo("Два вікна.");
  }

  private static String counted(String english, Numeral numeral) {
    var draft = new Draft(new Holdout());
    var phrase = NounPhrase.of(Determiner.THE, noun(english), Quantity.MANY).counted(numeral);
    phrase.english(draft, Case.NOMINATIVE);
    phrase.ukrainian(draft, Case.NOMINATIVE, Participant.Position.PLAIN);
    return draft.finish(".").target();
  }

  @Test
  void prepositionsFollowTheSounds() {
    assertThat(ukrainian("кіт", "у", "кімнаті")).isEqualTo("Кіт у кімнаті.");
    assertThat(ukrainian("вона", "у", "кімнаті")).isEqualTo("Вона в кімнаті.");
    assertThat(ukrainian("вона", "у", "вежі")).isEqualTo("Вона у вежі.");
    assertThat(ukrainian("кіт", "у", "озері")).isEqualTo("Кіт в озері.");
    assertThat(ukrainian("хлопець", "йде")).isEqualTo("Хлопець іде.");
    assertThat(ukrainian("вона", "йде")).isEqualTo("Вона йде.");
  }

  private static String ukrainian(String... words) {
    var draft = new Draft(new Holdout()).english("x");
    for (var word : words) {
      draft.ukrainian(word);
    }
    return draft.finish(".").target();
  }

  @ParameterizedTest
  @CsvSource({
    "honest, an",
    "old, an",
    "university, a",
    "useful, a",
    "cat, a",
    "ugly, an",
    "honey, a"
  })
  void englishArticlesFollowTheSounds(String next, String article) {
    assertThat(EnglishForms.article(next)).isEqualTo(article);
  }

  private static Noun noun(String english) {
    var noun = NOUNS.get(english);
    assertThat(noun).as(english).isNotNull();
    return java.util.Objects.requireNonNull(noun);
  }
}
