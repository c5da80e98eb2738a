/// What classifiers tell, of texts as of pictures, and how often they are right.
@NullMarked
package dev.uvaha.training.classification;

import org.jspecify.annotations.NullMarked;
