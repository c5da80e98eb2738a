package dev.uvaha.studio;

import dev.uvaha.studio.calculator.CalculatorPage;
import dev.uvaha.studio.chat.ChatPage;
import dev.uvaha.studio.gpt.GptPage;
import dev.uvaha.studio.layers.LayersPage;
import dev.uvaha.studio.lecture.LecturePage;
import dev.uvaha.studio.pages.StudioContext;
import dev.uvaha.studio.pages.StudioPage;
import dev.uvaha.studio.positions.PositionsPage;
import dev.uvaha.studio.runs.RunsPage;
import dev.uvaha.studio.toy.ToyPage;
import dev.uvaha.studio.translate.TranslatePage;
import dev.uvaha.studio.vision.VisionPage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// All pages, in the order of the navigation.
final class Pages {
  private static final List<Function<StudioContext, StudioPage>> ALL =
      List.of(
          LecturePage::open,
          CalculatorPage::open,
          TranslatePage::new,
          GptPage::new,
          _ -> new ToyPage(),
          PositionsPage::new,
          _ -> new LayersPage(),
          VisionPage::new,
          ChatPage::new,
          RunsPage::new);

  private Pages() {}

  static List<StudioPage> open(StudioContext context) {
    var opened = new ArrayList<StudioPage>();
    try {
      for (var page : ALL) opened.add(page.apply(context));
      return List.copyOf(opened);
    } catch (RuntimeException | Error e) {
      opened.forEach(StudioPage::close);
      throw e;
    }
  }
}
