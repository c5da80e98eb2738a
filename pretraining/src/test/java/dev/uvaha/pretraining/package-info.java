@NullMarked
package dev.uvaha.pretraining;

import org.jspecify.annotations.NullMarked;
