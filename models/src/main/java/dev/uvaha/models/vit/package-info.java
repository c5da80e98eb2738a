/// The Vision Transformer: a picture is a sequence of patches, and the Transformer's encoder reads
/// it (Dosovitskiy et al. 2021), with labels or without (He et al. 2022; Caron et al. 2021).
///
/// Beside the letters of attention: a picture is `[B, C, height, width]`, C channels; it is cut
/// into L patches of P by P pixels, so that a patch has `P·P·C` values; the encoder's sequence has
/// T = L positions, or L + 1 with the class token before them.
///
/// Read in this order: [Patches] (a picture as a sequence, and back), [PatchPositions] (where each
/// patch was), [VitEncoder] (equations 1 to 3), [Vit] (the classifier); then, without labels,
/// [PatchMask] and [MaskedAutoencoder], or [DinoHead], [DinoLoss] and [DinoTeacher].
@NullMarked
package dev.uvaha.models.vit;

import org.jspecify.annotations.NullMarked;
