/// BERT: a Transformer's encoder that reads both ways and fills gaps (Devlin et al. 2018).
@NullMarked
package dev.uvaha.models.bert;

import org.jspecify.annotations.NullMarked;
