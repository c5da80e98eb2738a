"""One fixture file: named tensors, filled by running a PyTorch function forward and backward."""

import json
import zlib

import torch
from safetensors.torch import save_file


class Fixture:
    def __init__(self, name, **settings):
        self.name = name
        self.settings = settings
        self.tensors = {}
        self.random = torch.Generator().manual_seed(zlib.crc32(name.encode()))

    def put(self, name, tensor):
        stored = tensor.detach().clone().contiguous()
        self.tensors[name] = stored.float() if stored.is_floating_point() else stored
        return tensor

    def normal(self, *shape):
        """Float32 numbers, as float64."""
        return torch.randn(shape, generator=self.random).double()

    def input(self, name, *shape):
        return self.put(f"input.{name}", self.normal(*shape)).requires_grad_()

    def parameters(self, module, rename=lambda name: name):
        """Draws and stores every parameter; none is left at zero or one, where mistakes hide."""
        module.double().train()
        with torch.no_grad():
            for name, parameter in module.named_parameters():
                drawn = self.normal(*parameter.shape)
                if parameter.dim() > 1:
                    drawn /= parameter.shape[-1] ** 0.5
                else:
                    drawn = 0.1 * drawn + name.endswith("weight")
                parameter.copy_(drawn.float())
                self.put(f"parameter.{rename(name)}", parameter)
        return module

    def backward(self, output, inputs=None, module=None, name="output"):
        """Stores the output and the gradients of `(output * upstream).sum()`."""
        self.put(name, output)
        upstream = self.put("upstream", self.normal(*output.shape))
        (output * upstream).sum().backward()
        self.gradients(inputs, module)

    def gradients(self, inputs=None, module=None, rename=lambda name: name):
        for key, tensor in (inputs or {}).items():
            self.put(f"gradient.input.{key}", tensor.grad)
        for key, parameter in module.named_parameters() if module else ():
            self.put(f"gradient.parameter.{rename(key)}", parameter.grad)

    def write(self, folder):
        path = folder / f"{self.name}.safetensors"
        save_file(self.tensors, path, metadata={"settings": json.dumps(self.settings)})
        return path

    def describe(self):
        short = {torch.float32: "", torch.int64: " int64", torch.bool: " bool"}
        tensors = sorted(self.tensors.items())
        lines = [f"  {key} {list(tensor.shape)}{short[tensor.dtype]}" for key, tensor in tensors]
        return "\n".join([f"  {self.settings}", *lines] if self.settings else lines)


def may_attend(lengths, queries, keys, causal=False):
    """[B, T, S], true where a query may look: keys before the length, none of the future if causal."""
    mask = (torch.arange(keys)[None, None, :] < lengths[:, None, None]).expand(-1, queries, -1)
    return mask & torch.ones(queries, keys, dtype=torch.bool).tril() if causal else mask
