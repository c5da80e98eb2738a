package dev.uvaha.hub;

import dev.uvaha.models.bert.Bert;
import dev.uvaha.models.bert.BertConfig;
import dev.uvaha.models.bert.BertConfig.Head;
import dev.uvaha.models.block.BlockConfig;
import dev.uvaha.models.block.Residual.NormOrder;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// BERT, with its head for gaps or without, as sentence encoders come.
record BertFolder() implements HubFolder<BertConfig, Bert> {
  @Override
  public List<String> types() {
    return List.of("bert");
  }

  @Override
  public String prefix() {
    return "bert.";
  }

  @Override
  public String writtenPrefix(BertConfig config) {
    return config.head() == Head.NONE ? "" : prefix();
  }

  @Override
  public BertConfig config(HubConfig json, Set<String> tensors) {
    json.refuse(json.flag("is_decoder", false), "is_decoder");
    json.refuse(
        !json.text("position_embedding_type", "absolute").equals("absolute"),
        "another position_embedding_type than absolute");
    var head = tensors.contains("cls.predictions.bias") ? Head.GAPS : Head.NONE;
    json.refuse(
        head == Head.GAPS && !json.flag("tie_word_embeddings", true), "tie_word_embeddings=false");
    return new BertConfig(
        json.integer("vocab_size"),
        json.integer("type_vocab_size", 2),
        json.integer("num_hidden_layers"),
        new BlockConfig(
            json.integer("hidden_size"),
            json.integer("num_attention_heads"),
            json.integer("intermediate_size"),
            json.activation("hidden_act", "gelu"),
            NormOrder.POST,
            json.number("hidden_dropout_prob", 0)),
        json.integer("max_position_embeddings"),
        json.number("layer_norm_eps", 1e-12),
        head);
  }

  @Override
  public void describe(BertConfig config, ObjectNode json) {
    var block = config.block();
    json.put("model_type", "bert")
        .put("vocab_size", config.vocabulary())
        .put("type_vocab_size", config.segments())
        .put("num_hidden_layers", config.layers())
        .put("hidden_size", block.width())
        .put("num_attention_heads", block.heads())
        .put("intermediate_size", block.innerWidth())
        .put("hidden_act", HubConfig.name(block.activation()))
        .put("hidden_dropout_prob", block.dropout())
        .put("attention_probs_dropout_prob", block.dropout())
        .put("max_position_embeddings", config.maximumLength())
        .put("layer_norm_eps", config.epsilon())
        .put("tie_word_embeddings", true)
        .putArray("architectures")
        .add(config.head() == Head.NONE ? "BertModel" : "BertForMaskedLM");
  }

  @Override
  public long parameterCount(BertConfig config) {
    return config.parameterCount();
  }

  @Override
  public Class<Bert> model() {
    return Bert.class;
  }

  @Override
  public Bert create(BertConfig config) {
    return Bert.create(config);
  }

  @Override
  public TensorNames names(BertConfig config, String prefix) {
    var block = "blocks\\.(\\d+)\\.";
    var theirs = prefix + "encoder.layer.$1.";
    return new TensorNames()
        .rule("embedding\\.tokens\\.weight", prefix + "embeddings.word_embeddings.weight")
        .rule(
            "embedding\\.positions\\.table\\.weight",
            prefix + "embeddings.position_embeddings.weight")
        .rule("embedding\\.segments\\.weight", prefix + "embeddings.token_type_embeddings.weight")
        .rule("embedding\\.norm\\.(.+)", prefix + "embeddings.LayerNorm.$1")
        .rule(block + "self_attention\\.(query|key|value)\\.(.+)", theirs + "attention.self.$2.$3")
        .rule(block + "self_attention\\.output\\.(.+)", theirs + "attention.output.dense.$2")
        .rule(block + "self_attention_norm\\.(.+)", theirs + "attention.output.LayerNorm.$2")
        .rule(block + "feed_forward\\.inner\\.(.+)", theirs + "intermediate.dense.$2")
        .rule(block + "feed_forward\\.outer\\.(.+)", theirs + "output.dense.$2")
        .rule(block + "feed_forward_norm\\.(.+)", theirs + "output.LayerNorm.$2")
        .rule("head\\.transform\\.(.+)", "cls.predictions.transform.dense.$1")
        .rule("head\\.norm\\.(.+)", "cls.predictions.transform.LayerNorm.$1")
        .rule("head\\.bias", "cls.predictions.bias")
        .alias("(.+LayerNorm)\\.gamma", "$1.weight") // the first checkpoints, from TensorFlow
        .alias("(.+LayerNorm)\\.beta", "$1.bias")
        .ignore(".*position_ids")
        .ignore("cls\\.predictions\\.decoder\\..+") // the embedding, and the bias once more
        .ignore("cls\\.seq_relationship\\..+")
        .ignore("(bert\\.)?pooler\\..+");
  }
}
