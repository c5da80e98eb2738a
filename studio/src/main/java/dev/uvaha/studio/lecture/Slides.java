package dev.uvaha.studio.lecture;

import static dev.uvaha.studio.lecture.Slide.Part.ALIGNMENT;
import static dev.uvaha.studio.lecture.Slide.Part.ATTENTION;
import static dev.uvaha.studio.lecture.Slide.Part.ENCODER_DECODER;
import static dev.uvaha.studio.lecture.Slide.Part.IMAGES;
import static dev.uvaha.studio.lecture.Slide.Part.LANGUAGE;
import static dev.uvaha.studio.lecture.Slide.Part.TRANSFORMERS;

import java.util.List;

/// The lecture, in order.
final class Slides {
  private static final String CALCULATOR = "calculator";
  private static final String TRANSLATE = "translate";
  private static final String TOY = "toy";
  private static final String GPT = "gpt";
  private static final String VISION = "vision";
  private static final String IT = "The cat didn't cross the street because it was too tired.";
  private static final String LONG =
      "The cat was very tired, and the old street was wide, but the dog wanted to cross the street.";

  static final List<Slide> ALL =
      List.of(
          Slide.of(
                  "sequences",
                  ENCODER_DECODER,
                  "S(\\mathcal{X}) = \\bigcup_{n=1}^{\\infty} \\mathcal{X}^n",
                  "dev.uvaha.models.sequence.Elements")
              .shownBy(GPT),
          Slide.of(
                  "tasks",
                  ENCODER_DECODER,
                  "f: S(\\mathcal{X}) \\to \\triangle^C, \\quad f: \\mathbb{R}^d \\to S(\\mathcal{X}),"
                      + " \\quad f: S(\\mathcal{X}) \\to S(\\mathcal{Y})",
                  "dev.uvaha.models.sequence.SequenceClassifier",
                  "dev.uvaha.models.SequenceToSequence")
              .shownBy(TRANSLATE),
          Slide.of(
                  "encoder-decoder",
                  ENCODER_DECODER,
                  "h_t = \\phi(x_t, h_{t-1}), \\quad v = h_T, \\quad y_i \\sim p(\\cdot \\mid"
                      + " y_{1:i-1}, v)",
                  "dev.uvaha.models.seq2seq.RecurrentTranslator",
                  "dev.uvaha.models.seq2seq.Source")
              .shownBy(TRANSLATE)
              .with("text", "I am learning AI."),
          Slide.of(
                  "bottleneck",
                  ENCODER_DECODER,
                  "v \\in \\mathbb{R}^h \\text{ for any } T",
                  "dev.uvaha.lab.bottleneck.BottleneckExperiment")
              .shownBy(TRANSLATE)
              .with("text", LONG),
          Slide.of(
                  "query-key-value",
                  ALIGNMENT,
                  "q, \\quad K = (k_1, \\dots, k_m), \\quad V = (v_1, \\dots, v_m)",
                  "dev.uvaha.attention.Attention")
              .shownBy(CALCULATOR),
          Slide.of(
                  "recurrent",
                  ALIGNMENT,
                  "a^{\\langle t \\rangle} = g_1(W_{aa} a^{\\langle t-1 \\rangle} + W_{ax} x^{\\langle t"
                      + " \\rangle} + b_a), \\quad \\hat y^{\\langle t \\rangle} = g_2(W_{ya} a^{\\langle"
                      + " t \\rangle} + b_y)",
                  "dev.uvaha.nn.recurrent.ElmanCell",
                  "dev.uvaha.models.sequence.SequenceTagger")
              .shownBy("layers"),
          Slide.of(
                  "annotations",
                  ALIGNMENT,
                  "h_j = (\\overrightarrow{h}_j, \\overleftarrow{h}_j)",
                  "dev.uvaha.nn.recurrent.Recurrent")
              .shownBy(TRANSLATE),
          Slide.of(
                  "alignment",
                  ALIGNMENT,
                  "e_{ij} = a(s_{i-1}, h_j), \\quad \\alpha_{ij} ="
                      + " \\frac{\\exp(e_{ij})}{\\sum_{k=1}^{T} \\exp(e_{ik})}",
                  "dev.uvaha.attention.AttentionMemory")
              .shownBy(CALCULATOR)
              .with("score", "additive"),
          Slide.of(
                  "context",
                  ALIGNMENT,
                  "c_i = \\sum_{j=1}^{T} \\alpha_{ij} h_j",
                  "dev.uvaha.attention.AttentionMemory")
              .shownBy(CALCULATOR)
              .with("score", "additive"),
          Slide.of(
                  "next-word",
                  ALIGNMENT,
                  "s_i = f(s_{i-1}, y_{i-1}, c_i), \\quad y_i \\sim g(y_{i-1}, s_i, c_i)",
                  "dev.uvaha.models.seq2seq.RecurrentTranslator",
                  "dev.uvaha.nn.recurrent.Gru",
                  "dev.uvaha.models.seq2seq.Readout")
              .shownBy(TRANSLATE),
          Slide.of("alignments", ALIGNMENT, "(\\alpha_{ij})", "dev.uvaha.attention.AttentionMap")
              .shownBy(TRANSLATE)
              .with("stack", "cross"),
          Slide.of(
                  "layer",
                  ATTENTION,
                  "y = \\sum_{i=1}^{m} \\operatorname{softmax}_i\\big(a(q, K_i; \\theta)\\big) V_i",
                  "dev.uvaha.attention.Attention")
              .shownBy(CALCULATOR)
              .with("input", "numbers"),
          Slide.of(
                  "additive",
                  ATTENTION,
                  "a(q, k) = w_v^{\\top} \\tanh(W_q^{\\top} q + W_k^{\\top} k)",
                  "dev.uvaha.attention.AttentionScore.Additive")
              .shownBy(CALCULATOR)
              .with("input", "numbers")
              .with("score", "additive"),
          Slide.of(
                  "scaled",
                  ATTENTION,
                  "a(q, k) = \\frac{q^{\\top} k}{\\sqrt{d}}, \\quad Y ="
                      + " \\operatorname{softmax}\\Big(\\frac{QK^{\\top}}{\\sqrt{d}}\\Big) V",
                  "dev.uvaha.attention.AttentionScore.ScaledDotProduct",
                  "dev.uvaha.attention.FastAttention")
              .shownBy(CALCULATOR)
              .with("input", "numbers")
              .with("score", "scaled"),
          Slide.of(
                  "similarity",
                  ATTENTION,
                  "(QK^{\\top})_{ij} = \\lVert q_i \\rVert \\lVert k_j \\rVert \\cos \\theta_{ij}",
                  "dev.uvaha.attention.AttentionScore.DotProduct")
              .shownBy(CALCULATOR)
              .with("input", "numbers")
              .with("score", "dot"),
          Slide.of(
                  "projections",
                  ATTENTION,
                  "Q = X W_q^{\\top}, \\quad K = X' W_k^{\\top}, \\quad V = X' W_v^{\\top}",
                  "dev.uvaha.attention.MultiHeadAttention")
              .shownBy(CALCULATOR)
              .with("input", "words"),
          Slide.of(
                  "self-attention",
                  ATTENTION,
                  "X = X'",
                  "dev.uvaha.attention.MultiHeadAttention",
                  "dev.uvaha.models.block.TransformerBlock")
              .shownBy(CALCULATOR)
              .with("input", "words"),
          Slide.of(
                  "complexity",
                  ATTENTION,
                  "O(n^2 d), \\quad O(n d^2), \\quad O(k n d^2)",
                  "dev.uvaha.lab.layers.LayersExperiment",
                  "dev.uvaha.nn.Conv1d")
              .shownBy("layers"),
          Slide.of(
                  "toy-1",
                  ATTENTION,
                  "",
                  "dev.uvaha.lab.toy.ToySequence",
                  "dev.uvaha.lab.toy.ToyNetwork")
              .shownBy(TOY)
              .with("task", "1")
              .with("network", "attention"),
          Slide.of(
                  "toy-2",
                  ATTENTION,
                  "",
                  "dev.uvaha.lab.toy.ToySequence",
                  "dev.uvaha.lab.toy.ToyExperiment")
              .shownBy(TOY)
              .with("task", "2")
              .with("network", "attention"),
          Slide.of(
                  "permutations",
                  ATTENTION,
                  "\\sum_{i=1}^{m} \\operatorname{softmax}_i\\Big(\\frac{q^{\\top}"
                      + " K_i}{\\sqrt{d}}\\Big) V_i = \\sum_{i=1}^{m}"
                      + " \\operatorname{softmax}_i\\Big(\\frac{q^{\\top}"
                      + " K_{\\sigma(i)}}{\\sqrt{d}}\\Big) V_{\\sigma(i)}",
                  "dev.uvaha.lab.permutation.PermutationExperiment",
                  "dev.uvaha.lab.permutation.PairError")
              .shownBy(CALCULATOR)
              .with("input", "words")
              .with("words", "the cat sees the dog")
              .with("order", "2,0,1,4,3"),
          Slide.of(
                  "toy-2-positions",
                  ATTENTION,
                  "",
                  "dev.uvaha.lab.toy.ToyNetwork",
                  "dev.uvaha.lab.toy.ToyExperiment")
              .shownBy(TOY)
              .with("task", "2")
              .with("network", "positions"),
          Slide.of(
                  "scaling",
                  TRANSFORMERS,
                  "\\operatorname{attention}(Q, K, V) ="
                      + " \\operatorname{softmax}\\Big(\\frac{QK^{\\top}}{\\sqrt{d_k}}\\Big) V",
                  "dev.uvaha.attention.Attention",
                  "dev.uvaha.attention.FastAttention")
              .shownBy(CALCULATOR)
              .with("input", "words")
              .with("score", "scaled"),
          Slide.of(
                  "heads",
                  TRANSFORMERS,
                  "H_i = \\operatorname{attention}(Q W_i^Q, K W_i^K, V W_i^V), \\quad"
                      + " \\operatorname{concat}(H_1, \\dots, H_h) W^O",
                  "dev.uvaha.attention.MultiHeadAttention")
              .shownBy(TRANSLATE)
              .with("stack", "encoder"),
          Slide.of(
                  "transformer",
                  TRANSFORMERS,
                  "N = 6, \\quad d_{\\text{model}} = 512, \\quad h = 8",
                  "dev.uvaha.models.transformer.Transformer",
                  "dev.uvaha.models.block.TransformerBlock",
                  "dev.uvaha.models.block.DecoderLayer")
              .shownBy(TRANSLATE),
          Slide.of(
                  "decoding",
                  TRANSFORMERS,
                  "y_i \\sim p(\\cdot \\mid y_{1:i-1}, K, V)",
                  "dev.uvaha.models.transformer.TransformerDecoding",
                  "dev.uvaha.generation.BeamSearch")
              .shownBy(TRANSLATE),
          Slide.of(
                  "cross-attention",
                  TRANSFORMERS,
                  "Q = X W_q^{\\top}, \\quad K = H W_k^{\\top}, \\quad V = H W_v^{\\top}",
                  "dev.uvaha.models.block.DecoderLayer")
              .shownBy(TRANSLATE)
              .with("stack", "cross"),
          Slide.of(
                  "masked",
                  TRANSFORMERS,
                  "\\alpha_{ij} = 0 \\text{ for } j > i",
                  "dev.uvaha.attention.AttentionMask")
              .shownBy(CALCULATOR)
              .with("input", "words")
              .with("mask", "causal"),
          Slide.of(
                  "positions",
                  TRANSFORMERS,
                  "\\text{PE}_{t,2i} = \\sin\\Big(\\frac{t}{10000^{2i/d}}\\Big), \\quad"
                      + " \\text{PE}_{t,2i+1} = \\cos\\Big(\\frac{t}{10000^{2i/d}}\\Big)",
                  "dev.uvaha.attention.Positions")
              .shownBy("positions"),
          Slide.of("it", TRANSFORMERS, "", "dev.uvaha.lab.coreference.CoreferenceExperiment")
              .shownBy(TRANSLATE)
              .with("text", IT)
              .with("it", "1")
              .with("stack", "encoder"),
          Slide.of(
                  "maps",
                  TRANSFORMERS,
                  "A \\in [0, 1]^{N \\times T \\times S}",
                  "dev.uvaha.attention.AttentionMap",
                  "dev.uvaha.attention.Trace")
              .shownBy(TRANSLATE)
              .with("text", IT),
          Slide.of(
                  "decoder-only",
                  LANGUAGE,
                  "p(x_t \\mid x_{1:t-1})",
                  "dev.uvaha.models.block.CausalTransformer",
                  "dev.uvaha.models.gpt.Gpt",
                  "dev.uvaha.generation.TextGenerator")
              .shownBy(GPT),
          Slide.of(
                  "pretraining",
                  LANGUAGE,
                  "L_1(\\mathcal{U}) = \\sum_i \\log P(u_i \\mid u_{i-k}, \\dots, u_{i-1}; \\Theta)",
                  "dev.uvaha.models.block.CausalTransformer",
                  "dev.uvaha.pretraining")
              .shownBy("runs"),
          Slide.of(
                  "fine-tuning",
                  LANGUAGE,
                  "L_3(\\mathcal{C}) = L_2(\\mathcal{C}) + \\lambda L_1(\\mathcal{C})",
                  "dev.uvaha.models.classifier",
                  "dev.uvaha.finetuning")
              .shownBy("runs"),
          Slide.of(
                  "scaling-laws",
                  LANGUAGE,
                  "L(N) = (N_c / N)^{\\alpha_N}",
                  "dev.uvaha.studio.runs.ScalingLaw")
              .shownBy("runs")
              .with("over", "size"),
          Slide.of(
                  "agents",
                  LANGUAGE,
                  "y \\sim p(\\cdot \\mid \\text{template}(\\text{messages}))",
                  "dev.uvaha.language.chat.Conversation",
                  "dev.uvaha.language.chat.ChatTemplate")
              .shownBy("chat"),
          Slide.of(
                  "vit",
                  IMAGES,
                  "x \\in \\mathbb{R}^{h \\times w \\times 3} \\to (x_1, \\dots, x_n)"
                      + ", \\quad n = hw / p^2",
                  "dev.uvaha.models.vit")
              .shownBy(VISION),
          Slide.of("vit-training", IMAGES, "", "dev.uvaha.vision").shownBy(VISION));

  private Slides() {}
}
