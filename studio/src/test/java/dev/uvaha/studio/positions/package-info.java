@NullMarked
package dev.uvaha.studio.positions;

import org.jspecify.annotations.NullMarked;
