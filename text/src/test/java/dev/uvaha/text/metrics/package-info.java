@NullMarked
package dev.uvaha.text.metrics;

import org.jspecify.annotations.NullMarked;
