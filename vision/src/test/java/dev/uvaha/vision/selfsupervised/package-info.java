@NullMarked
package dev.uvaha.vision.selfsupervised;

import org.jspecify.annotations.NullMarked;
