@NullMarked
package dev.uvaha.studio.runs;

import org.jspecify.annotations.NullMarked;
