@NullMarked
package dev.uvaha.hub;

import org.jspecify.annotations.NullMarked;
