/// The main job, in the words of the task: a [Translator] is loaded, translates, and shows where it
/// looked.
///
/// ```java
/// var translator = Translator.embedded();
/// System.out.println(translator.translate("I am learning AI.").text());
/// ```
///
/// Above every other module but the command line: text becomes tokens (`text`), tokens become
/// probabilities (`models`), probabilities become tokens again (`generation`).
@NullMarked
package dev.uvaha.translation;

import org.jspecify.annotations.NullMarked;
