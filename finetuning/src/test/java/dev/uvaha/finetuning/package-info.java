@NullMarked
package dev.uvaha.finetuning;

import org.jspecify.annotations.NullMarked;
