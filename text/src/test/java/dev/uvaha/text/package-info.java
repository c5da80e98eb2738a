@NullMarked
package dev.uvaha.text;

import org.jspecify.annotations.NullMarked;
