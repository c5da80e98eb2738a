package dev.uvaha.vision;

import dev.uvaha.images.ColourMap;
import dev.uvaha.images.ContactSheet;
import dev.uvaha.images.HeatMap;
import dev.uvaha.images.Overlay;
import dev.uvaha.images.Picture;
import dev.uvaha.images.Resampling;
import java.util.ArrayList;
import java.util.List;

/// Draws where a classifier looked: heat maps over the picture, the picture itself before them.
public final class AttentionPicture {
  private static final int LONGEST = 224; // pixels of a panel's side
  private static final int SHORT = 56; // where there is a panel for each patch

  private AttentionPicture() {}

  /// A row for each layer and in it a panel for each head; in the first column the picture.
  public static Picture ofHeads(Picture picture, PictureAttention attention) {
    var panels = new ArrayList<Picture>();
    var shown = panel(picture);
    for (var layer = 0; layer < attention.layers().size(); layer++) {
      panels.add(shown);
      for (var head = 0; head < attention.layers().get(layer).size(); head++)
        panels.add(Overlay.DEFAULT.of(shown, attention.head(layer, head)));
    }
    return new ContactSheet(attention.layers().getFirst().size() + 1, 2, 1).of(panels);
  }

  /// The picture, and beside it what came through all layers.
  public static Picture ofRollout(Picture picture, PictureAttention attention) {
    var shown = panel(picture);
    var map = Overlay.DEFAULT.of(shown, attention.rollout());
    return ContactSheet.sideBySide(List.of(shown, map));
  }

  /// A map for each patch, where it is in the picture, of how much alike its position is to the
  /// others' (Dosovitskiy et al. 2021, figure 7).
  ///
  /// @param maps from [ImageClassifier#positionSimilarity]
  public static Picture ofPositions(List<HeatMap> maps) {
    var rows = maps.getFirst().rows();
    var scale = Math.max(1, SHORT / rows.length);
    var panels = maps.stream().map(map -> Overlay.map(map, ColourMap.VIRIDIS, scale)).toList();
    return new ContactSheet(rows[0].length, 2, 1).of(panels);
  }

  /// As large as can be seen well, with its proportions.
  private static Picture panel(Picture picture) {
    var scale = (double) LONGEST / Math.max(picture.height(), picture.width());
    return Resampling.BILINEAR.resize(
        picture.rgb(),
        Math.max(1, (int) Math.round(picture.height() * scale)),
        Math.max(1, (int) Math.round(picture.width() * scale)));
  }
}
