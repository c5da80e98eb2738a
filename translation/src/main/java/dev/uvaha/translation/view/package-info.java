/// Draws where a translator looked.
///
/// A [dev.uvaha.translation.TranslationAttention] goes in; out comes a page to explore
/// ([AttentionHtml]), a picture ([AttentionSvg]), numbers for programs ([AttentionJson]) or a table
/// in the terminal ([AttentionTable]). [AttentionFormat] tells the files apart by their endings.
///
/// What is written needs nothing else: no network, no fonts, no scripts from elsewhere. All views
/// share one scale, on which a weight's colour grows with its square root, so that faint weights
/// show; and in cross-attention all of them name a row by the token that was *written* from it, not
/// by the one before, which the decoder had read.
@NullMarked
package dev.uvaha.translation.view;

import org.jspecify.annotations.NullMarked;
