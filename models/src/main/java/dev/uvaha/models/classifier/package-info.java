/// Classes of texts by a language model's last state (Radford et al. 2018, section 3.2).
@NullMarked
package dev.uvaha.models.classifier;

import org.jspecify.annotations.NullMarked;
