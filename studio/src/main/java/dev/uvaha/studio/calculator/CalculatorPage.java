package dev.uvaha.studio.calculator;

import static dev.uvaha.studio.calculator.Question.MOST_COLUMNS;
import static dev.uvaha.studio.calculator.Question.MOST_ROWS;

import dev.uvaha.http.ApiException;
import dev.uvaha.http.Exchange;
import dev.uvaha.http.Fields;
import dev.uvaha.http.Route;
import dev.uvaha.http.Worker;
import dev.uvaha.studio.calculator.Question.Encoding;
import dev.uvaha.studio.calculator.Question.Input;
import dev.uvaha.studio.calculator.Question.Mask;
import dev.uvaha.studio.calculator.Question.Numbers;
import dev.uvaha.studio.calculator.Question.Score;
import dev.uvaha.studio.calculator.Question.Words;
import dev.uvaha.studio.pages.StudioContext;
import dev.uvaha.studio.pages.StudioPage;
import java.util.Map;

/// Page `calculator`.
public final class CalculatorPage implements StudioPage {
  private final Worker worker;

  private CalculatorPage(Worker worker) {
    this.worker = worker;
  }

  /// Needs no model.
  public static CalculatorPage open(StudioContext context) {
    return new CalculatorPage(context.worker());
  }

  @Override
  public String id() {
    return "calculator";
  }

  @Override
  public Map<String, Route> routes() {
    return Map.of("/api/calculator/steps", Route.post(this::steps));
  }

  private void steps(Exchange exchange) throws InterruptedException {
    var question = question(exchange.fields());
    exchange.json(worker.run(exchange, () -> CalculatorView.compute(question)));
  }

  private static Question question(Fields fields) {
    try {
      var input = input(fields);
      var question =
          new Question(
              input,
              fields.choice("score", Score.class).orElse(Score.SCALED),
              fields.choice("mask", Mask.class).orElse(Mask.NONE),
              fields.choice("positions", Encoding.class).orElse(Encoding.NONE),
              fields.integers("order", 0, MOST_ROWS - 1));
      fields.refuseOthers();
      return question;
    } catch (IllegalArgumentException unfit) {
      throw ApiException.invalid("input", String.valueOf(unfit.getMessage()));
    }
  }

  private static Input input(Fields fields) {
    var words = fields.texts("words");
    return words.isEmpty()
        ? new Numbers(
            fields.matrix("queries", MOST_ROWS, MOST_COLUMNS),
            fields.matrix("keys", MOST_ROWS, MOST_COLUMNS),
            fields.matrix("values", MOST_ROWS, MOST_COLUMNS))
        : new Words(words);
  }
}
