package dev.uvaha.text;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// Writes a byte-level BPE as Hugging Face's `tokenizer.json`.
final class BpeJson {
  private BpeJson() {}

  static byte[] bytes(BpeVocabulary vocabulary, BpeMerges merges) {
    var bytes = new ByteArrayOutputStream();
    var lines = new DefaultIndenter("", "\n"); // for diffs, yet nothing to skip when it is read
    var context =
        new ObjectWriteContext.Base() {
          @Override
          public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines);
          }

          @Override
          public boolean hasPrettyPrinter() {
            return true;
          }
        };
    try (var json = new JsonFactory().createGenerator(context, bytes)) {
      json.writeStartObject();
      json.writeStringProperty("version", "1.0");
      json.writeNullProperty("truncation");
      json.writeNullProperty("padding");
      writeAddedTokens(json, vocabulary);
      json.writeNullProperty("normalizer");
      writeByteLevel(json, "pre_tokenizer");
      json.writeNullProperty("post_processor");
      writeByteLevel(json, "decoder");
      writeModel(json, vocabulary, merges);
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void writeAddedTokens(JsonGenerator json, BpeVocabulary vocabulary) {
    json.writeArrayPropertyStart("added_tokens");
    for (int id = 0; id < vocabulary.size(); id++) {
      if (vocabulary.isSpecial(id)) {
        writeSpecial(json, id, vocabulary.spelling(id));
      }
    }
    json.writeEndArray();
  }

  static void writeSpecial(JsonGenerator json, int id, String spelling) {
    json.writeStartObject();
    json.writeNumberProperty("id", id);
    json.writeStringProperty("content", spelling);
    json.writeBooleanProperty("single_word", false);
    json.writeBooleanProperty("lstrip", false);
    json.writeBooleanProperty("rstrip", false);
    json.writeBooleanProperty("normalized", false);
    json.writeBooleanProperty("special", true);
    json.writeEndObject();
  }

  private static void writeByteLevel(JsonGenerator json, String name) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("type", "ByteLevel");
    json.writeBooleanProperty("add_prefix_space", false);
    json.writeBooleanProperty("trim_offsets", true);
    json.writeBooleanProperty("use_regex", true);
    json.writeEndObject();
  }

  private static void writeModel(JsonGenerator json, BpeVocabulary vocabulary, BpeMerges merges) {
    json.writeObjectPropertyStart("model");
    json.writeStringProperty("type", "BPE");
    json.writeNullProperty("dropout");
    json.writeNullProperty("unk_token");
    json.writeNullProperty("continuing_subword_prefix");
    json.writeNullProperty("end_of_word_suffix");
    json.writeBooleanProperty("fuse_unk", false);
    json.writeBooleanProperty("byte_fallback", false);
    json.writeBooleanProperty("ignore_merges", false);
    json.writeObjectPropertyStart("vocab");
    for (int id = 0; id < vocabulary.size(); id++) {
      json.writeNumberProperty(vocabulary.spelling(id), id);
    }
    json.writeEndObject();
    json.writeArrayPropertyStart("merges");
    for (int rank = 0; rank < merges.count(); rank++) {
      var left = vocabulary.spelling(PairTable.left(merges.pair(rank)));
      var right = vocabulary.spelling(PairTable.right(merges.pair(rank)));
      json.writeString(left + " " + right); // the form that every version of the library reads
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
