@NullMarked
package dev.uvaha.hub.pull;

import org.jspecify.annotations.NullMarked;
