/// The language model that several pages look into: [TextModelSource].
@NullMarked
package dev.uvaha.studio.language;

import org.jspecify.annotations.NullMarked;
