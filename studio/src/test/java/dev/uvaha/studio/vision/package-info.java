@NullMarked
package dev.uvaha.studio.vision;

import org.jspecify.annotations.NullMarked;
