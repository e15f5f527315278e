"""Writes the fixtures that hold Gradus to PyTorch, and reads back what Gradus wrote.

    pip install torch safetensors numpy
    python Tests/Fixtures/make_fixtures.py
    python Tests/Fixtures/make_fixtures.py --check-checkpoint FILE

The second form is what `GRADUS_PYTHON=python swift test --filter CheckpointTests` runs.

One safetensors file stands beside this script for each part of the engine. Everything in it is
float64, indices and truth values too. A tensor is named `operation/case/name`: `y` is the result,
`dy` a random cotangent, and for an input `x` the tensor `dx` is the gradient of the sum of dy*y.

Gradus keeps the examples of a batch on the last axis, PyTorch on the first. The files hold Gradus's
layout; `first` and `last` move the axis where an operation cares.
"""

import argparse
import math
import os
import pathlib
import sys
import zlib

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

HERE = pathlib.Path(__file__).resolve().parent
torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


def first(x):
    """From Gradus's layout, the examples on the last axis, to PyTorch's."""
    return x.movedim(-1, 0)


def last(x):
    """From PyTorch's layout, the examples on the first axis, to Gradus's."""
    return x.movedim(0, -1)


def normal(name, *shape):
    """Normal numbers that depend on the name alone: a new case leaves the others as they are."""
    generator = torch.Generator().manual_seed(zlib.crc32(name.encode()))
    return torch.randn(shape, generator=generator)


def away(x, margin=0.1):
    """The same numbers, moved out of (-margin, margin), where a kink at zero would be near."""
    return x + margin * torch.where(x < 0, -1.0, 1.0)


def positive(x):
    return x.abs() + 0.25


def apart(x):
    """Numbers in the same order, 0.2 apart, where a maximum cannot change by a small step."""
    order = x.flatten().argsort().argsort().reshape(x.shape)
    return 0.2 * (order - x.numel() // 2)


def random_labels(name, classes, examples):
    return (1000 * normal(name, examples)).long().remainder(classes)


class Fixture:
    """The tensors of one file."""

    def __init__(self):
        self.tensors = {}

    def put(self, case, **tensors):
        for name, tensor in tensors.items():
            key = f"{case}/{name}"
            assert key not in self.tensors, f"{key} is written twice"
            self.tensors[key] = tensor.detach().double().clone().contiguous()

    def derive(self, case, f, **inputs):
        """Records the inputs, f of them, a cotangent and the gradients of all inputs."""
        leaves = {name: x.clone().requires_grad_() for name, x in inputs.items()}
        y = f(*leaves.values())
        dy = normal(f"{case}/dy", *y.shape)
        gradients = torch.autograd.grad(y, list(leaves.values()), dy)
        self.put(case, y=y, dy=dy, **inputs)
        self.put(case, **{f"d{name}": g for name, g in zip(leaves, gradients)})

    def save(self, name):
        """Writes beside the final place and renames, so that no reader meets half a file."""
        path = HERE / f"{name}.safetensors"
        beside = path.with_suffix(".new")
        save_file(self.tensors, beside, metadata={"torch": torch.__version__.split("+")[0]})
        os.replace(beside, path)
        return path


# --- Operations ---------------------------------------------------------------------------------


def arithmetic():
    fixture = Fixture()
    operations = {
        "add": lambda a, b: a + b,
        "subtract": lambda a, b: a - b,
        "multiply": lambda a, b: a * b,
        "divide": lambda a, b: a / b,
    }
    shapes = {
        "same": ((3, 5), (3, 5)),
        "row": ((3, 5), (5,)),
        "column": ((3, 1), (3, 5)),
        "both": ((2, 1, 5), (3, 1)),
        "scalar": ((), (3, 2)),
    }
    for operation, f in operations.items():
        for shape, (m, n) in shapes.items():
            case = f"{operation}/{shape}"
            fixture.derive(
                case, f, a=normal(case + "/a", *m), b=away(normal(case + "/b", *n), 0.5))
    numbers = {
        "tensor-plus-number": lambda x: x + 2.5,
        "tensor-minus-number": lambda x: x - 2.5,
        "tensor-times-number": lambda x: x * 2.5,
        "tensor-over-number": lambda x: x / 2.5,
        "number-plus-tensor": lambda x: 2.5 + x,
        "number-minus-tensor": lambda x: 2.5 - x,
        "number-times-tensor": lambda x: 2.5 * x,
        "number-over-tensor": lambda x: 2.5 / x,
        "negate": lambda x: -x,
    }
    for operation, f in numbers.items():
        for shape, m in {"matrix": (3, 5), "vector": (7,)}.items():
            fixture.derive(
                f"{operation}/{shape}", f, x=away(normal(f"{operation}/{shape}/x", *m), 0.5))
    return fixture


def comparison():
    fixture = Fixture()
    operations = {
        "equal": torch.eq,
        "unequal": torch.ne,
        "less": torch.lt,
        "less-or-equal": torch.le,
        "greater": torch.gt,
        "greater-or-equal": torch.ge,
    }
    # Integers between -2 and 2, so that many are equal, and one that equals nothing.
    a = normal("comparison/a", 3, 5).round().clamp(-2, 2)
    a[1, 2] = math.nan
    b = normal("comparison/b", 5).round().clamp(-2, 2)
    for operation, f in operations.items():
        fixture.put(f"{operation}/row", a=a, b=b, y=f(a, b))
        fixture.put(f"{operation}/number", a=a, y=f(a, 1.0))
    return fixture


def elementary():
    fixture = Fixture()
    operations = {
        "exp": (torch.exp, lambda x: x),
        "log": (torch.log, positive),
        "sqrt": (torch.sqrt, positive),
        "cube": (lambda x: x**3, lambda x: x),
        "inverse-square": (lambda x: x**-2, away),
        "power-2.5": (lambda x: x**2.5, positive),
        "abs": (torch.abs, away),
        "clamp": (
            lambda x: x.clamp(-0.5, 0.75), lambda x: away(away(x + 0.5) - 1.25) + 0.75),
    }
    for operation, (f, prepare) in operations.items():
        for shape, m in {"matrix": (3, 5), "images": (2, 3, 4)}.items():
            case = f"{operation}/{shape}"
            fixture.derive(case, f, x=prepare(normal(case + "/x", *m)))
    for shape, (m, n) in {"same": ((3, 5), (3, 5)), "both": ((2, 1, 5), (3, 1))}.items():
        case = f"power/{shape}"
        fixture.derive(
            case, lambda a, b: a**b, a=positive(normal(case + "/a", *m)), b=normal(case + "/b", *n))
    fixture.derive("abs/kink", torch.abs, x=torch.tensor([-1.5, 0.0, 2.0]))
    fixture.derive(
        "power/kink", lambda a, b: a**b,
        a=torch.tensor([0.0, 0.0, 0.0, 0.0, 2.0]), b=torch.tensor([0.0, 1.0, 2.0, 2.5, 0.0]))
    return fixture


def activations():
    fixture = Fixture()
    operations = {
        "relu": F.relu,
        "leaky-relu": lambda x: F.leaky_relu(x, 0.2),
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
    }
    extreme = torch.tensor([-800.0, -40.0, -1e-30, 0.0, 1e-30, 40.0, 800.0])
    for operation, f in operations.items():
        for shape, m in {"matrix": (3, 5), "images": (2, 3, 4)}.items():
            case = f"{operation}/{shape}"
            fixture.derive(case, f, x=away(normal(case + "/x", *m)))
        fixture.derive(f"{operation}/extreme", f, x=extreme)
    return fixture


def reductions():
    fixture = Fixture()
    operations = {
        "sum": torch.sum,
        "mean": torch.mean,
        "variance": lambda x, **axes: torch.var(x, correction=0, **axes),
        "unbiased-variance": lambda x, **axes: torch.var(x, correction=1, **axes),
    }
    reduce_along_axes(fixture, operations)
    return fixture


def extrema():
    fixture = Fixture()
    reduce_along_axes(fixture, {"max": torch.amax}, prepare=apart)
    ties = torch.tensor([[2.0, 1.0, 2.0, 0.0, 2.0], [3.0, 3.0, 1.0, 3.0, 3.0]])
    fixture.derive("max/ties", lambda x: torch.amax(x, 1), x=ties)
    for name, axis in {"leading": 0, "middle": 1, "last": 2}.items():
        x = normal(f"argmax/{name}/x", 2, 3, 5)
        fixture.put(f"argmax/{name}", x=x, y=x.argmax(axis))
    return fixture


def reduce_along_axes(fixture, operations, prepare=lambda x: x + 1):
    axes = {
        "all": ((3, 5), {"dim": (0, 1)}),
        "leading": ((3, 5), {"dim": (0,)}),
        "last-kept": ((2, 3, 5), {"dim": (-1,), "keepdim": True}),
        "outer": ((2, 3, 5), {"dim": (0, 2)}),
    }
    for operation, f in operations.items():
        for name, (shape, along) in axes.items():
            case = f"{operation}/{name}"
            x = prepare(normal(case + "/x", *shape))
            fixture.derive(case, lambda x: f(x, **along), x=x)


def softmaxes():
    fixture = Fixture()
    operations = {"softmax": F.softmax, "log-softmax": F.log_softmax}
    cases = {"leading": ((5, 3), 0), "middle": ((2, 7, 3), 1), "last": ((3, 5), -1)}
    extreme = torch.tensor(
        [[1e3, -1e3, 0.0, 1e-9], [999.0, -1e3, 750.0, 0.0], [-1e3, -999.0, -750.0, -1e-9]])
    for operation, f in operations.items():
        for name, (shape, axis) in cases.items():
            case = f"{operation}/{name}"
            fixture.derive(case, lambda x: f(x, dim=axis), x=2 * normal(case + "/x", *shape))
        fixture.derive(f"{operation}/extreme", lambda x: f(x, dim=0), x=extreme)
    return fixture


def move(fixture, case, f, *shapes):
    """Derives an operation that moves numbers and changes none, of one, two or three inputs."""
    names = ["x"] if len(shapes) == 1 else ["a", "b", "c"][: len(shapes)]
    fixture.derive(case, f, **{n: normal(f"{case}/{n}", *s) for n, s in zip(names, shapes)})


def reshaping():
    fixture = Fixture()
    move(fixture, "reshape/flat", lambda x: x.reshape(15), (3, 5))
    move(fixture, "reshape/inferred", lambda x: x.reshape(5, -1, 3), (2, 3, 5))
    move(fixture, "permute/rotate", lambda x: x.permute(1, 2, 0), (2, 3, 5))
    move(fixture, "permute/four", lambda x: x.permute(2, 0, 3, 1), (2, 3, 5, 2))
    move(fixture, "transpose/matrix", lambda x: x.T, (3, 5))
    move(fixture, "transpose/batch", lambda x: x.transpose(0, 1), (3, 5, 2))
    return fixture


def joining():
    fixture = Fixture()
    move(fixture, "concatenate/leading", lambda a, b: torch.cat([a, b], 0), (2, 5), (3, 5))
    move(
        fixture, "concatenate/last", lambda a, b, c: torch.cat([a, b, c], -1),
        (2, 3, 1), (2, 3, 4), (2, 3, 2))
    move(fixture, "slice/leading", lambda x: x[1:3], (5, 3))
    move(fixture, "slice/middle", lambda x: x[:, 2:5], (2, 7, 3))
    move(fixture, "row/matrix", lambda x: x[3], (5, 2))
    move(fixture, "row/images", lambda x: x[1], (3, 2, 5))
    return fixture


def gathering():
    fixture = Fixture()
    chosen = torch.tensor([4, 0, 4, 2, 4])
    move(fixture, "gather/last", lambda x: x.index_select(-1, chosen), (3, 5))
    move(fixture, "gather/leading", lambda x: x.index_select(0, chosen), (5, 2, 3))
    for name, (classes, examples) in {"few": (3, 7), "many": (7, 5)}.items():
        labels = random_labels(f"labels/{name}", classes, examples)
        fixture.put(f"one-hot/{name}", labels=labels, y=last(F.one_hot(labels, classes)))
        case = f"by-label/{name}"
        fixture.put(case, labels=labels)
        move(
            fixture, case, lambda x: first(x).gather(1, labels[:, None]).squeeze(1),
            (classes, examples))
    return fixture


def matrix_product():
    fixture = Fixture()
    cases = {
        "matrices": ((3, 5), (5, 2)),
        "row-by-column": ((1, 7), (7, 1)),
        "batches": ((3, 5, 4), (5, 2, 4)),
        "shared-left": ((3, 2), (2, 5, 7)),
        "shared-right": ((2, 3, 5), (3, 4)),
    }
    for name, (m, n) in cases.items():
        case = f"matmul/{name}"

        def product(a, b):
            if a.dim() == b.dim() == 2:
                return a @ b
            return last(torch.matmul(*[first(m) if m.dim() == 3 else m for m in (a, b)]))

        fixture.derive(case, product, a=normal(case + "/a", *m), b=normal(case + "/b", *n))
    return fixture


def convolve(x, weight, bias=None, **window):
    return last(F.conv2d(first(x), weight, bias, **window))


def convolve_transposed(x, weight, bias=None, **window):
    return last(F.conv_transpose2d(first(x), weight, bias, **window))


def convolution():
    fixture = Fixture()
    cases = {
        "plain": ((2, 5, 3, 4), (3, 2, 3, 2), {}),
        "strided": ((2, 7, 5, 4), (3, 2, 3, 2), {"stride": (3, 2)}),
        "stride-above-kernel": ((1, 5, 11, 4), (2, 1, 2, 3), {"stride": (3, 5)}),
        "wide-padding": ((1, 3, 5, 4), (2, 1, 3, 5), {"padding": (2, 3)}),
        "dilated": ((2, 7, 5, 4), (1, 2, 3, 2), {"dilation": (2, 3)}),
        "all": (
            (2, 7, 5, 4), (3, 2, 2, 3), {"stride": (2, 3), "padding": (1, 2), "dilation": (3, 2)}),
        "one-by-one": ((3, 2, 5, 4), (2, 3, 1, 1), {}),
    }
    for name, (images, kernels, window) in cases.items():
        case = f"conv2d/{name}"
        fixture.derive(
            case, lambda x, weight: convolve(x, weight, **window),
            x=normal(case + "/x", *images), weight=normal(case + "/weight", *kernels))
    return fixture


def transposed_convolution():
    fixture = Fixture()
    cases = {
        "plain": ((3, 3, 2, 4), (3, 2, 3, 2), {}),
        "strided": (
            (2, 2, 3, 4), (2, 1, 3, 2), {"stride": (3, 2), "output_padding": (2, 1)}),
        "stride-above-kernel": (
            (2, 2, 3, 4), (2, 1, 2, 1), {"stride": (3, 2), "output_padding": (1, 0)}),
        "padded": ((2, 5, 3, 4), (2, 3, 3, 5), {"padding": (2, 3)}),
        "dilated": ((1, 3, 2, 4), (1, 2, 3, 2), {"dilation": (2, 3)}),
        "all": (
            (3, 2, 3, 4), (3, 2, 2, 3),
            {"stride": (3, 2), "padding": (1, 2), "dilation": (2, 3), "output_padding": (2, 1)}),
        "output-padding-above-stride": (
            (2, 3, 2, 4), (2, 1, 2, 3),
            {"stride": (1, 2), "padding": (1, 0), "dilation": (3, 4), "output_padding": (2, 3)}),
        "one-by-one": ((2, 3, 5, 4), (2, 3, 1, 1), {}),
    }
    for name, (images, kernels, window) in cases.items():
        case = f"conv-transpose2d/{name}"
        fixture.derive(
            case, lambda x, weight: convolve_transposed(x, weight, **window),
            x=normal(case + "/x", *images), weight=normal(case + "/weight", *kernels))
    return fixture


def pooling():
    """Every way a window can lie: overlapping, padded, oblong, dilated, short of the far edge or
    over it. Images are Gradus's, [channels, height, width, examples]."""
    fixture = Fixture()
    windows = {
        "remainder": ((2, 3, 5, 4), dict(kernel_size=2)),
        "overlapping": ((2, 5, 3, 4), dict(kernel_size=3, stride=2, padding=1)),
        "oblong": ((2, 5, 3, 4), dict(kernel_size=(3, 2), stride=(1, 2), padding=(0, 1))),
        "rounding-up": ((2, 4, 6, 3), dict(kernel_size=3, stride=2, ceil_mode=True)),
        # Rounded up, a last window would begin beyond the image along both axes.
        "left-out": ((2, 5, 3, 4), dict(kernel_size=2, padding=1, ceil_mode=True)),
        "larger": ((3, 1, 2, 5), dict(kernel_size=(2, 5), padding=(0, 1), ceil_mode=True)),
    }
    dilated = {"dilated": ((2, 5, 3, 4), dict(kernel_size=2, stride=1, padding=1, dilation=2))}
    for name, (shape, window) in (windows | dilated).items():
        case = f"max-pool/{name}"
        derive_max_pool(fixture, case, apart(normal(case + "/x", *shape)), **window)
    few = normal("max-pool/ties/x", 2, 3, 5, 4).round().clamp(-1, 1)
    derive_max_pool(fixture, "max-pool/ties", few, kernel_size=3, stride=1, padding=1)
    for name, (shape, window) in windows.items():
        for suffix, counts in {"": True, "-not-counting": False}.items():
            if counts or "padding" in window:
                case = f"avg-pool/{name}{suffix}"
                fixture.derive(
                    case,
                    lambda x: last(F.avg_pool2d(first(x), count_include_pad=counts, **window)),
                    x=normal(case + "/x", *shape))
    fixture.derive(
        "global-avg-pool/images", lambda x: last(F.adaptive_avg_pool2d(first(x), 1).flatten(1)),
        x=normal("global-avg-pool/images/x", 3, 5, 2, 4))
    for name, factor in {"twice": (2, 2), "oblong": (3, 2)}.items():
        case = f"upsample/{name}"
        fixture.derive(
            case, lambda x: last(F.interpolate(first(x), scale_factor=factor, mode="nearest")),
            x=normal(case + "/x", 2, 3, 5, 4))
    return fixture


def derive_max_pool(fixture, case, x, **window):
    """Derives, and records each window's largest element as a row-major index into x."""
    fixture.derive(case, lambda x: last(F.max_pool2d(first(x), **window)), x=x)
    _, places = F.max_pool2d(first(x), return_indices=True, **window)
    channels, height, width, examples = x.shape
    channel, example = torch.arange(channels)[:, None, None, None], torch.arange(examples)
    index = (channel * height * width + last(places)) * examples + example
    fixture.put(case, argmax=index)


# --- Losses and layers --------------------------------------------------------------------------


def losses():
    fixture = Fixture()
    for shape, m in {"matrix": (3, 5), "images": (2, 3, 4)}.items():
        case = f"mse/{shape}"
        targets = normal(case + "/targets", *m)
        fixture.put(case, targets=targets)
        fixture.derive(case, lambda x: F.mse_loss(x, targets), x=normal(case + "/x", *m))
        case = f"binary-cross-entropy/{shape}"
        targets = torch.sigmoid(normal(case + "/targets", *m))
        fixture.put(case, targets=targets)
        fixture.derive(
            case, lambda x: F.binary_cross_entropy_with_logits(x, targets),
            x=3 * normal(case + "/x", *m))
    extreme = torch.tensor([[-800.0, -40.0, 0.0], [40.0, 800.0, -800.0]])
    targets = torch.tensor([[0.0, 1.0, 1.0], [0.0, 1.0, 1.0]])
    fixture.put("binary-cross-entropy/extreme", targets=targets)
    fixture.derive(
        "binary-cross-entropy/extreme",
        lambda x: F.binary_cross_entropy_with_logits(x, targets), x=extreme)
    for name, (classes, examples) in {"few": (3, 7), "many": (7, 5)}.items():
        case = f"cross-entropy/{name}"
        labels = random_labels(f"{case}/labels", classes, examples)
        fixture.put(case, labels=labels)
        fixture.derive(
            case, lambda x: F.cross_entropy(first(x), labels),
            x=2 * normal(case + "/x", classes, examples))
        case = f"soft-cross-entropy/{name}"
        targets = F.softmax(normal(case + "/targets", classes, examples), dim=0)
        fixture.put(case, targets=targets)
        fixture.derive(
            case, lambda x: F.cross_entropy(first(x), first(targets)),
            x=2 * normal(case + "/x", classes, examples))
    labels = torch.tensor([0, 2, 1, 0])
    extreme = torch.tensor(
        [[1000.0, -1000.0, 0.0, 750.0], [-1000.0, 1000.0, 1e-9, 751.0], [0.0, 0.0, -1e-9, -750.0]])
    fixture.put("cross-entropy/extreme", labels=labels)
    fixture.derive("cross-entropy/extreme", lambda x: F.cross_entropy(first(x), labels), x=extreme)
    return fixture


def layers():
    fixture = Fixture()

    def linear(x, weight, bias=None):
        return last(F.linear(first(x), weight, bias))

    for name, (inputs, outputs, examples) in {"narrow": (5, 3, 4), "wide": (2, 7, 5)}.items():
        case = f"linear/{name}"
        x, weight = normal(case + "/x", inputs, examples), normal(case + "/weight", outputs, inputs)
        fixture.derive(case, linear, x=x, weight=weight, bias=normal(case + "/bias", outputs))
    case = "linear/without-bias"
    fixture.derive(case, linear, x=normal(case + "/x", 3, 7), weight=normal(case + "/weight", 2, 3))

    window = {"stride": (2, 3), "padding": (1, 2)}
    for operation, f in {"conv2d": convolve, "conv-transpose2d": convolve_transposed}.items():
        for name, outputs in {"with-bias": 3, "without-bias": 1}.items():
            case = f"{operation}/{name}"
            kernels = (outputs, 2, 3, 2) if f == convolve else (2, outputs, 3, 4)
            x, weight = normal(case + "/x", 2, 3, 2, 4), normal(case + "/weight", *kernels)
            bias = {"bias": normal(case + "/bias", outputs)} if name == "with-bias" else {}
            fixture.derive(case, lambda *xs: f(*xs, **window), x=x, weight=weight, **bias)

    # Three batches in training, each with its value, its gradients and the running statistics
    # before and after it, then one in evaluation.
    norms = {
        "batch-norm/narrow": (torch.nn.BatchNorm1d, (3, 7)),
        "batch-norm/wide": (torch.nn.BatchNorm1d, (5, 4)),
        "batch-norm-2d/images": (torch.nn.BatchNorm2d, (3, 2, 5, 4)),
    }
    for name, (norm, shape) in norms.items():
        layer = norm(shape[0], eps=1e-3, momentum=0.3)
        weight, bias = (normal(f"{name}/{p}", shape[0]) for p in ["weight", "bias"])
        for step in ["train-1", "train-2", "train-3", "evaluate"]:
            layer.train(step != "evaluate")
            case = f"{name}-{step}"

            def normalise(x, weight, bias):
                parameters = {"weight": weight, "bias": bias}
                return last(torch.func.functional_call(layer, parameters, first(x)))

            fixture.put(case, mean=layer.running_mean, variance=layer.running_var)
            x = 2 * normal(case + "/x", *shape) - 1
            fixture.derive(case, normalise, x=x, weight=weight + 2, bias=bias)
            fixture.put(case, meanAfter=layer.running_mean, varianceAfter=layer.running_var)

    dropout = torch.nn.Dropout(0.5).eval()
    fixture.derive("dropout/evaluate", dropout, x=normal("dropout/x", 3, 5))

    case = "perceptron/labels"
    x, labels = normal(case + "/x", 5, 7), torch.tensor([0, 2, 1, 1, 0, 2, 1])
    model, parameters = Perceptron(), perceptron_parameters()
    fixture.put(case, labels=labels)

    def scores(x, *values):
        return torch.func.functional_call(model, dict(zip(parameters, values)), first(x))

    fixture.derive(
        case, lambda x, *values: F.cross_entropy(scores(x, *values), labels), x=x, **parameters)
    fixture.put(case, scores=last(scores(x, *parameters.values())))
    return fixture


class Perceptron(torch.nn.Module):
    """5 features, two hidden layers, 3 classes; its parameters are named as Gradus names them."""

    def __init__(self):
        super().__init__()
        self.layers = torch.nn.Sequential(
            torch.nn.Linear(5, 7), torch.nn.Tanh(), torch.nn.Linear(7, 4), torch.nn.ReLU(),
            torch.nn.Linear(4, 3))

    def forward(self, x):
        return self.layers(x)


def perceptron_parameters():
    return {
        name: normal(f"perceptron/{name}", *p.shape) / math.sqrt(p.shape[-1])
        for name, p in Perceptron().named_parameters()
    }


# --- Optimizers and schedules -------------------------------------------------------------------


def optimizers():
    """Each optimizer over the same two parameters and the same five gradients of each."""
    fixture = Fixture()
    steps = 5
    start = {"weight": normal("start/weight", 2, 3), "bias": normal("start/bias", 5)}
    gradients = {
        name: torch.stack([normal(f"gradients/{name}/{k}", *p.shape) for k in range(steps)])
        for name, p in start.items()
    }
    fixture.put("start/shared", **start)
    fixture.put("gradients/shared", **gradients)
    optim = torch.optim
    cases = {
        "sgd/plain": (optim.SGD, {"lr": 0.1}),
        "sgd/momentum": (optim.SGD, {"lr": 0.1, "momentum": 0.9}),
        "sgd/nesterov": (optim.SGD, {"lr": 0.1, "momentum": 0.9, "nesterov": True}),
        "sgd/decay": (optim.SGD, {"lr": 0.1, "weight_decay": 0.05}),
        "sgd/momentum-decay": (optim.SGD, {"lr": 0.1, "momentum": 0.8, "weight_decay": 0.05}),
        "sgd/nesterov-decay": (
            optim.SGD, {"lr": 0.1, "momentum": 0.8, "weight_decay": 0.05, "nesterov": True}),
        "adagrad/plain": (optim.Adagrad, {"lr": 0.1}),
        "adagrad/decay": (optim.Adagrad, {"lr": 0.1, "weight_decay": 0.05}),
        "rmsprop/plain": (optim.RMSprop, {"lr": 0.02}),
        "rmsprop/smoothing": (optim.RMSprop, {"lr": 0.02, "alpha": 0.9, "eps": 1e-6}),
        "rmsprop/momentum": (optim.RMSprop, {"lr": 0.02, "momentum": 0.9}),
        "rmsprop/decay": (optim.RMSprop, {"lr": 0.02, "weight_decay": 0.05}),
        "adam/plain": (optim.Adam, {"lr": 0.05}),
        "adam/betas": (optim.Adam, {"lr": 0.05, "betas": (0.5, 0.9), "eps": 1e-3}),
        "adam/decay": (optim.Adam, {"lr": 0.05, "weight_decay": 0.05}),
        "adamw/plain": (optim.AdamW, {"lr": 0.05}),
        "adamw/decay": (optim.AdamW, {"lr": 0.05, "weight_decay": 0.1, "betas": (0.8, 0.95)}),
    }
    for case, (optimizer, options) in cases.items():
        parameters = {name: p.clone().requires_grad_() for name, p in start.items()}
        stepper = optimizer(parameters.values(), **options)
        path = {name: [] for name in start}
        for k in range(steps):
            for name, p in parameters.items():
                p.grad = gradients[name][k].clone()
            stepper.step()
            for name, p in parameters.items():
                path[name].append(p.detach().clone())
        fixture.put(case, **{name: torch.stack(values) for name, values in path.items()})
    return fixture


def schedules():
    """The learning rate of each of a schedule's first steps."""
    fixture = Fixture()
    schedule = torch.optim.lr_scheduler

    def warm_up(optimizer, steps, fraction, following):
        rise = schedule.LinearLR(optimizer, start_factor=fraction, total_iters=steps)
        return schedule.SequentialLR(optimizer, [rise, following], milestones=[steps])

    def cosine(optimizer, steps, floor=0.0):
        return schedule.CosineAnnealingLR(optimizer, T_max=steps, eta_min=floor)

    def stairs(optimizer):
        return schedule.StepLR(optimizer, step_size=3, gamma=0.5)

    cases = {
        "step/every-3": (16, stairs),
        "cosine/to-zero": (11, lambda o: cosine(o, 10)),
        "cosine/to-floor": (14, lambda o: cosine(o, 13, 0.01)),
        "warm-up/then-cosine": (17, lambda o: warm_up(o, 5, 0.2, cosine(o, 11, 0.01))),
        "warm-up/then-stairs": (15, lambda o: warm_up(o, 4, 1 / 3, stairs(o))),
    }
    for case, (steps, make) in cases.items():
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.3)
        scheduler = make(optimizer)
        rates = []
        for _ in range(steps):
            rates.append(scheduler.get_last_lr()[0])
            optimizer.step()
            scheduler.step()
        fixture.put(case, rates=torch.tensor(rates))
    return fixture


# --- Checkpoints --------------------------------------------------------------------------------


def checkpoint():
    """The perceptron's state as PyTorch saves it, for Gradus to load."""
    model, fixture = Perceptron(), Fixture()
    model.load_state_dict(perceptron_parameters())
    fixture.tensors = model.state_dict()
    return fixture


class Normalised(torch.nn.Module):
    """A network with batch normalisation; its state has a count of batches, an I64."""

    def __init__(self):
        super().__init__()
        self.layers = torch.nn.Sequential(
            torch.nn.Linear(5, 4), torch.nn.BatchNorm1d(4), torch.nn.Linear(4, 2))

    def forward(self, x):
        return self.layers(x)


def batch_norm():
    """The state of a network that has seen a batch: as PyTorch saves it, and its scores."""
    torch.manual_seed(6)
    model, state, scores = Normalised(), Fixture(), Fixture()
    model(normal("checkpoint/seen", 6, 5))
    x = normal("checkpoint/x", 5, 3)
    state.tensors = model.state_dict()
    with torch.no_grad():
        scores.put("batch-norm", x=x, y=last(model.eval()(first(x))))
    return state, scores


def types():
    """Numbers of every type that a file can hold, and what those of floating point mean."""
    fixture = Fixture()
    numbers = torch.tensor([
        0.0, -0.0, 1.0, -2.5, 0.1, 65504.0, 6.2e-5, 6e-8, -1e-7, 1e-40, 3e38, math.inf, -math.inf,
        math.nan])
    for name in ["float64", "float32", "float16", "bfloat16"]:
        narrow = numbers.to(getattr(torch, name))
        fixture.tensors[f"{name}/stored"] = narrow.clone()
        fixture.tensors[f"{name}/wide"] = narrow.double().clone()
    for name in ["int64", "int32", "int16", "int8", "uint8", "bool", "float8_e4m3fn"]:
        fixture.tensors[f"{name}/stored"] = torch.tensor([0, 1, 1]).to(getattr(torch, name))
    return fixture


def check_checkpoint(path):
    """Holds a perceptron that Gradus saved to PyTorch's names, shapes, values and scores."""
    written = load_file(path)
    precision = next(iter(written.values())).dtype
    model = Perceptron().to(precision)
    model.load_state_dict(written, strict=True)
    for name, expected in perceptron_parameters().items():
        torch.testing.assert_close(written[name], expected.to(precision), rtol=0, atol=0)
    fixture = load_file(HERE / "Layers.safetensors")
    x, scores = (fixture[f"perceptron/labels/{name}"].to(precision) for name in ["x", "scores"])
    with torch.no_grad():
        torch.testing.assert_close(last(model(first(x))), scores)
    print(f"{path}: {len(written)} tensors of {precision}, as expected")


FILES = {
    "Arithmetic": arithmetic,
    "Comparison": comparison,
    "ElementaryFunctions": elementary,
    "Activations": activations,
    "Reductions": reductions,
    "Extrema": extrema,
    "Softmax": softmaxes,
    "Reshaping": reshaping,
    "Joining": joining,
    "Gathering": gathering,
    "MatrixProduct": matrix_product,
    "Convolution": convolution,
    "TransposedConvolution": transposed_convolution,
    "Pooling": pooling,
    "Losses": losses,
    "Layers": layers,
    "Optimizers": optimizers,
    "Schedules": schedules,
    "Checkpoint": checkpoint,
    "CheckpointBatchNorm": lambda: batch_norm()[0],
    "CheckpointBatchNormScores": lambda: batch_norm()[1],
    "CheckpointTypes": types,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--check-checkpoint", metavar="FILE", help="verify a checkpoint that Gradus wrote")
    arguments = parser.parse_args()
    if arguments.check_checkpoint:
        check_checkpoint(arguments.check_checkpoint)
        return
    total = 0
    for name, make in FILES.items():
        path = make().save(name)
        total += path.stat().st_size
        print(f"{path.name}: {path.stat().st_size} bytes")
    print(f"{total} bytes in all, from PyTorch {torch.__version__}")


if __name__ == "__main__":
    sys.exit(main())
