@NullMarked
package dev.uvaha.vision;

import org.jspecify.annotations.NullMarked;
