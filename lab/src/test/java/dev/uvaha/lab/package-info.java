@NullMarked
package dev.uvaha.lab;

import org.jspecify.annotations.NullMarked;
