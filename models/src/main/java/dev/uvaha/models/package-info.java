/// What every architecture here can do, so that training, decoding and looking inside need not know
/// which it is.
///
/// One package an architecture (`models.transformer`, …); none imports another. What two of them
/// share is in `models.block`. What a sequence can be mapped to, and by which class, is the table
/// of [dev.uvaha.models.sequence].
@NullMarked
package dev.uvaha.models;

import org.jspecify.annotations.NullMarked;
