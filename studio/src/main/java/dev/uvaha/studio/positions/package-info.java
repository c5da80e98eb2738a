/// The page of positions: what tells attention the order of its input, drawn and compared, and what
/// another order changes.
@NullMarked
package dev.uvaha.studio.positions;

import org.jspecify.annotations.NullMarked;
