@NullMarked
package dev.uvaha.studio.layers;

import org.jspecify.annotations.NullMarked;
