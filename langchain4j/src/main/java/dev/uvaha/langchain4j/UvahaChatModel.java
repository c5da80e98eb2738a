package dev.uvaha.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.uvaha.generation.BatchLimits;
import dev.uvaha.generation.BatchedGenerator;
import dev.uvaha.generation.Generation;
import dev.uvaha.language.TextModel;
import java.util.concurrent.CancellationException;

/// A language model that was taught to talk, as LangChain4j's chat model; [#streaming] is the same
/// one as it writes. Requests of several threads are answered side by side.
///
/// What a request leaves open is as the model's makers recommend. Tools, images and JSON schemas
/// are refused.
public final class UvahaChatModel implements ChatModel, AutoCloseable {
  private final Requests requests;
  private final BatchedGenerator generator;

  private UvahaChatModel(Requests requests, BatchedGenerator generator) {
    this.requests = requests;
    this.generator = generator;
  }

  /// A model of at most 1,024 tokens an answer.
  ///
  /// @throws IllegalArgumentException if the model has no chat template
  public static UvahaChatModel start(TextModel model) {
    return start(model, BatchLimits.DEFAULT, 1024);
  }

  /// A model.
  ///
  /// @param limits of the answers that are written at once
  /// @param tokens that an answer has at most where the request does not say
  /// @throws IllegalArgumentException if the model has no chat template
  public static UvahaChatModel start(TextModel model, BatchLimits limits, int tokens) {
    var requests = Requests.of(model, tokens);
    return new UvahaChatModel(requests, BatchedGenerator.start(model.generator(), limits));
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    var asked = requests.read(request);
    try (var generation = generator.submit(asked.prompt(), asked.options())) {
      return requests.response(asked, generation.text());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while the model wrote");
    }
  }

  /// The same model, whose answers are told as they are written; the handler is called on a thread
  /// of the request's own.
  public StreamingChatModel streaming() {
    return new StreamingChatModel() {
      @Override
      public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
        var asked = requests.read(request);
        var generation = generator.submit(asked.prompt(), asked.options());
        Thread.ofVirtual().name("uvaha-chat").start(() -> stream(asked, generation, handler));
      }
    };
  }

  private void stream(
      Requests.Asked asked, Generation generation, StreamingChatResponseHandler handler) {
    try (generation) {
      var handle = new Handle(generation);
      for (var piece = generation.next(); piece.isPresent(); piece = generation.next())
        if (!piece.get().text().isEmpty())
          handler.onPartialResponse(
              new PartialResponse(piece.get().text()), new PartialResponseContext(handle));
      if (!handle.isCancelled())
        handler.onCompleteResponse(requests.response(asked, generation.text()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      handler.onError(e);
    } catch (RuntimeException e) {
      handler.onError(e);
    }
  }

  /// Ends the answers that are being written.
  @Override
  public void close() {
    generator.close();
  }

  private static final class Handle implements StreamingHandle {
    private final Generation generation;
    private volatile boolean cancelled;

    Handle(Generation generation) {
      this.generation = generation;
    }

    @Override
    public void cancel() {
      cancelled = true;
      generation.close();
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }
  }
}
