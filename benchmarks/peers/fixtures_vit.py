"""Fixtures of the Vision Transformer, the masked autoencoder and DINO, of plain PyTorch modules."""

import torch
from torch import nn
from torch.nn import functional

from fixture import Fixture

B, C, P, ROWS, COLUMNS = 2, 3, 5, 3, 7
GRID = 3  # a side of the grid that the models are made for
D, N, INNER, LAYERS, LABELS = 12, 3, 17, 2, 11
EPSILON = 1e-6
DECODER = {"width": 8, "heads": 2, "inner": 13}


def blocks(width, heads, inner, layers, epsilon):
    return nn.ModuleList(
        nn.TransformerEncoderLayer(
            width,
            heads,
            inner,
            dropout=0.0,
            activation="gelu",
            layer_norm_eps=epsilon,
            batch_first=True,
            norm_first=True,
        )
        for _ in range(layers)
    )


class Positions(nn.Module):
    def __init__(self, rows):
        super().__init__()
        self.table = nn.Parameter(torch.zeros(rows, D))


class Encoder(nn.Module):
    def __init__(self, class_token):
        super().__init__()
        self.projection = nn.Conv2d(C, D, P, P)
        if class_token:
            self.class_token = nn.Parameter(torch.zeros(1, D))
        self.tokens = int(class_token)
        self.positions = Positions(GRID * GRID + self.tokens)
        self.blocks = blocks(D, N, INNER, LAYERS, EPSILON)
        self.norm = nn.LayerNorm(D, EPSILON)

    def embed(self, pixels):
        embedded = self.projection(pixels)  # [B, D, rows, columns]
        known = self.positions.table[self.tokens :].T.reshape(1, D, GRID, GRID)
        places = functional.interpolate(
            known, size=embedded.shape[2:], mode="bicubic", align_corners=False
        )
        return (embedded + places).flatten(2).transpose(1, 2)

    def encode(self, state):
        if self.tokens:
            token = (self.class_token + self.positions.table[:1]).expand(len(state), 1, D)
            state = torch.cat((token, state), 1)
        for block in self.blocks:
            state = block(state)
        return self.norm(state)


class Classifier(nn.Module):
    def __init__(self, class_token):
        super().__init__()
        self.encoder = Encoder(class_token)
        self.head = nn.Linear(D, LABELS)

    def forward(self, pixels):
        states = self.encoder.encode(self.encoder.embed(pixels))
        return self.head(states[:, 0] if self.encoder.tokens else states.mean(1))


def vit(name, class_token, rows, columns):
    fixture = Fixture(name)
    model = fixture.parameters(Classifier(class_token))
    pixels = fixture.input("pixels", B, C, P * rows, P * columns)
    fixture.backward(model(pixels), {"pixels": pixels}, model)
    return fixture


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        width = DECODER["width"]
        self.input = nn.Linear(D, width)
        self.mask_token = nn.Parameter(torch.zeros(1, width))
        self.blocks = blocks(*DECODER.values(), 1, 1e-5)
        self.norm = nn.LayerNorm(width)
        self.output = nn.Linear(width, P * P * C)


class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = Encoder(class_token=True)
        self.decoder = Decoder()


def waves(width, side):
    """[side * side, width]: columns in the first half, rows in the second, sines before cosines."""
    speeds = 10_000.0 ** -(torch.arange(width // 4).double() / (width // 4))
    angles = torch.arange(side).double()[:, None] * speeds
    along = torch.cat((angles.sin(), angles.cos()), 1)
    columns = along[None].expand(side, side, -1)
    rows = along[:, None].expand(side, side, -1)
    return torch.cat((columns, rows), 2).flatten(0, 1)


def masked_autoencoder():
    """Prediction for every patch, loss on the hidden ones, its gradients (no `upstream`)."""
    fixture = Fixture("masked_autoencoder", visible=2)
    model = fixture.parameters(Autoencoder())
    decoder = model.decoder
    pixels = fixture.input("pixels", B, C, P * GRID, P * GRID).detach()
    patches = GRID * GRID
    order = torch.stack([torch.randperm(patches, generator=fixture.random) for _ in range(B)])
    fixture.put("input.order", order)
    seen = order[:, :2]
    hidden = torch.ones(B, patches, dtype=torch.double).scatter(1, seen, 0.0)

    embedded = model.encoder.embed(pixels)
    embedded = embedded.gather(1, seen[..., None].expand(-1, -1, D))
    states = decoder.input(model.encoder.encode(embedded))
    width = DECODER["width"]
    full = decoder.mask_token.expand(B, patches, width)
    full = full.scatter(1, seen[..., None].expand(-1, -1, width), states[:, 1:])
    state = torch.cat((states[:, :1], full + waves(width, GRID)), 1)
    for block in decoder.blocks:
        state = block(state)
    prediction = fixture.put("output.prediction", decoder.output(decoder.norm(state))[:, 1:])

    target = functional.unfold(pixels, P, stride=P).reshape(B, C, P, P, patches)
    target = target.permute(0, 4, 2, 3, 1).flatten(2)  # [B, L, P·P·C]
    mean, variance = target.mean(-1, keepdim=True), target.var(-1, keepdim=True)
    error = ((prediction - (target - mean) / (variance + 1e-6).sqrt()) ** 2).mean(-1)
    fixture.put("output.loss", (error * hidden).sum() / hidden.sum()).backward()
    fixture.gradients(module=model)
    return fixture


class DinoHead(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(D, INNER)
        self.second = nn.Linear(INNER, INNER)
        self.bottleneck = nn.Linear(INNER, 5)
        self.prototypes = nn.Parameter(torch.zeros(LABELS, 5))

    def forward(self, features):
        inner = functional.gelu(self.second(functional.gelu(self.first(features))))
        mapped = functional.normalize(self.bottleneck(inner), dim=-1)
        return mapped @ functional.normalize(self.prototypes, dim=-1).T


def dino_head():
    fixture = Fixture("dino_head")
    module = fixture.parameters(DinoHead())
    x = fixture.input("x", B, D)
    fixture.backward(module(x), {"x": x}, module)
    return fixture


def dino_loss():
    """Of 4 views, of which the teacher saw 2."""
    fixture = Fixture("dino_loss", student=0.1, teacher=0.04)
    student = fixture.input("student", 4, 3, LABELS)
    teacher = fixture.put("input.teacher", (0.3 * fixture.normal(2, 3, LABELS)).float()).double()
    centre = fixture.put("input.centre", (0.3 * fixture.normal(LABELS)).float()).double()
    terms = []
    for i, seen in enumerate(((teacher - centre) / 0.04).softmax(-1)):
        for j, view in enumerate(student):
            if i != j:
                terms.append(-(seen * (view / 0.1).log_softmax(-1)).sum(-1).mean())
    fixture.put("output", torch.stack(terms).mean()).backward()
    fixture.gradients({"student": student})
    return fixture


def fixtures():
    return [
        vit("vit_class_token", True, GRID, GRID),
        vit("vit_mean", False, GRID, GRID),
        vit("vit_interpolated", True, ROWS + 2, COLUMNS),
        masked_autoencoder(),
        dino_head(),
        dino_loss(),
    ]
