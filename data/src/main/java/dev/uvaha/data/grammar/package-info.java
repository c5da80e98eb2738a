/// A bilingual English–Ukrainian grammar that writes both sides of a sentence from one meaning.
///
/// ```java
/// var grammar = Grammar.englishUkrainian();
/// grammar.split(Split.TRAIN, 1, 100_000);   // pairs to learn from
/// grammar.split(Split.TEST, 2, 2_000);      // combinations of words never seen in training
/// grammar.coreference(3, 500);              // what does `it` mean?
/// ```
///
/// Each English form has one Ukrainian form and back, as far as the languages let it:
/// - a bare Ukrainian noun is `the`; `a` is `якийсь`, save in `is a doctor` and `there is a book`;
/// - `is reading` is `читає`, `often reads` is `часто читає`; states (`knows`, `sees`) are simple;
/// - `read` is the perfective `прочитав`, `was reading` the imperfective `читав`;
/// - `you` is always the polite `ви`; `I` of the past is masculine;
/// - what is denied stays in the accusative: `не перейшов вулицю`;
/// - after `because` Ukrainian drops the pronoun: the gender of `був` and of the adjective tells
///   whether the subject or the object is meant;
/// - `my`, `her`, … that point at the subject are `свій`.
@NullMarked
package dev.uvaha.data.grammar;

import org.jspecify.annotations.NullMarked;
