@NullMarked
package dev.uvaha.lab.recipe;

import org.jspecify.annotations.NullMarked;
