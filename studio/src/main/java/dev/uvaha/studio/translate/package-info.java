/// The page "Translate": a sentence, its translation, and where every layer and head looked; how
/// the beam found it; and the alignment of a recurrent translator beside it. [TranslateView]
/// computes what the page shows.
@NullMarked
package dev.uvaha.studio.translate;

import org.jspecify.annotations.NullMarked;
