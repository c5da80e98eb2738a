@NullMarked
package dev.uvaha.lab.scores;

import org.jspecify.annotations.NullMarked;
