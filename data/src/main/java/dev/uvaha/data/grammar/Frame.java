package dev.uvaha.data.grammar;

import java.util.List;

/// A deed and the reasons for it; a reason tells by its sense whether the doer or the thing is
/// meant.
record Frame(Verb verb, Polarity polarity, List<Adjective> reasons) {}
