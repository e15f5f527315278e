"""Writes the fixtures of special values: what PyTorch makes of zeros, infinities, NaN, subnormal
numbers and the largest ones, function by function and derivative by derivative.

    pip install torch safetensors numpy
    python Tests/Fixtures/make_special_values.py

A tensor is named `operation/precision/name`, where the precision is `single` or `double`: what is
special depends on it. Unlike in the other fixtures the cotangents are special too, and inputs that
many operations share stand once, under `unary`, `pairs`, `triples` and so on.
"""

import itertools
import math

import torch
import torch.nn.functional as F

from make_fixtures import Fixture, first, last

torch.set_num_threads(1)
PRECISIONS = {"single": torch.float32, "double": torch.float64}


def special(dtype):
    """Both zeros, the infinities, NaN, the smallest subnormals, another, the least normal numbers,
    the largest, and a few ordinary ones."""
    limits = torch.finfo(dtype)
    tiny, least, most = limits.smallest_normal * limits.eps, limits.smallest_normal, limits.max
    return [
        0.0, -0.0, math.inf, -math.inf, math.nan, tiny, -tiny, least / 2, least, -least, most,
        -most, 1.0, -1.0, 0.5, -2.0, 3.0]


def cotangents(dtype, *shape):
    """Special cotangents, one after the other; their number is prime to those of the inputs."""
    limits = torch.finfo(dtype)
    values = [
        1.0, -0.0, math.inf, math.nan, -limits.smallest_normal * limits.eps, limits.max, -3.0]
    count = math.prod(shape)
    return torch.tensor((values * count)[:count], dtype=dtype).reshape(shape)


def triples(dtype, *values):
    """Every three of the values, one below the other: [3, n]."""
    return torch.tensor(list(itertools.product(values, repeat=3)), dtype=dtype).T.contiguous()


class SpecialValues(Fixture):
    def put(self, case, **tensors):
        """What is single stays single, of which every number is a double too."""
        for name, tensor in tensors.items():
            if tensor.dtype != torch.float32:
                tensor = tensor.double()
            self.tensors[f"{case}/{name}"] = tensor.detach().clone().contiguous()

    def derive(self, case, f, dy, **inputs):
        """Records f of inputs that stand elsewhere, and the gradients of those that are asked for."""
        leaves = {name: x.clone().requires_grad_() for name, x in inputs.items()}
        y = f(*leaves.values())
        gradients = torch.autograd.grad(y, list(leaves.values()), dy)
        self.put(case, y=y, **{f"d{name}": g for name, g in zip(leaves, gradients)})


def unary(fixture, precision, dtype):
    operations = {
        "exp": torch.exp,
        "log": torch.log,
        "sqrt": torch.sqrt,
        "power-0": lambda x: x**0,
        "power-1": lambda x: x**1,
        "power-2": lambda x: x**2,
        "power-3": lambda x: x**3,
        "power-minus-1": lambda x: x**-1,
        "power-minus-2": lambda x: x**-2,
        "power-2.5": lambda x: x**2.5,
        "power-half": lambda x: x**0.5,
        "power-minus-half": lambda x: x**-0.5,
        "abs": torch.abs,
        "clamp": lambda x: x.clamp(-0.5, 0.75),
        "clamp-below": lambda x: x.clamp(0.0, math.inf),
        "relu": F.relu,
        "leaky-relu": lambda x: F.leaky_relu(x, 0.2),
        "leaky-relu-0": lambda x: F.leaky_relu(x, 0.0),
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "negate": torch.neg,
        "tensor-plus-number": lambda x: x + 2.5,
        "tensor-minus-number": lambda x: x - 2.5,
        "tensor-times-number": lambda x: x * 2.5,
        "tensor-over-number": lambda x: x / 2.5,
        "number-minus-tensor": lambda x: 2.5 - x,
        "number-over-tensor": lambda x: 1.0 / x,
    }
    values, kinds = special(dtype), 7
    x = torch.tensor([v for v in values for _ in range(kinds)], dtype=dtype)
    dy = cotangents(dtype, *x.shape)
    fixture.put(f"unary/{precision}", x=x, dy=dy)
    for operation, f in operations.items():
        fixture.derive(f"{operation}/{precision}", f, dy, x=x)


def binary(fixture, precision, dtype):
    values = special(dtype)
    a = torch.tensor([v for v in values for _ in values], dtype=dtype)
    b = torch.tensor([v for _ in values for v in values], dtype=dtype)
    dz = cotangents(dtype, *a.shape)
    fixture.put(f"pairs/{precision}", a=a, b=b, dy=dz)
    operations = {
        "add": torch.add, "subtract": torch.sub, "multiply": torch.mul, "divide": torch.div,
        "power": torch.pow,
    }
    for operation, f in operations.items():
        fixture.derive(f"{operation}/{precision}", f, dz, a=a, b=b)
    comparisons = {
        "equal": torch.eq, "unequal": torch.ne, "less": torch.lt, "less-or-equal": torch.le,
        "greater": torch.gt, "greater-or-equal": torch.ge,
    }
    for operation, f in comparisons.items():
        fixture.put(f"{operation}/{precision}", y=f(a, b))
    losses = {"mse": F.mse_loss, "binary-cross-entropy": F.binary_cross_entropy_with_logits}
    for operation, f in losses.items():
        one_by_one(fixture, f"{operation}/{precision}", f, dz, a[:, None], b[:, None])


def one_by_one(fixture, case, f, dy, xs, targets):
    """A loss of every row of x by itself, as a mean would mix them."""
    leaves = [x.clone().requires_grad_() for x in xs]
    ys = [f(x, target) for x, target in zip(leaves, targets)]
    dx = [torch.autograd.grad(y, x, g)[0] for y, x, g in zip(ys, leaves, dy)]
    fixture.put(case, y=torch.stack(ys), dx=torch.stack(dx))


def reductions(fixture, precision, dtype):
    most = torch.finfo(dtype).max
    # Without three of the largest: the variance of those depends on how PyTorch sums them.
    x = triples(dtype, -0.0, 2.0, math.inf, -math.inf, math.nan, -most)[:, :-1].contiguous()
    columns = x.shape[1]
    dy, dys = cotangents(dtype, columns), cotangents(dtype, 3, columns)
    fixture.put(f"triples/{precision}", x=x, dy=dy, dys=dys)
    operations = {
        "sum": lambda x: x.sum(0),
        "mean": lambda x: x.mean(0),
        "variance": lambda x: x.var(0, correction=0),
        "unbiased-variance": lambda x: x.var(0, correction=1),
        "max": lambda x: torch.amax(x, 0),
    }
    for operation, f in operations.items():
        fixture.derive(f"{operation}/{precision}", f, dy, x=x)
    fixture.put(f"argmax/{precision}", y=x.argmax(0))
    fixture.derive(f"softmax/{precision}", lambda x: F.softmax(x, 0), dys, x=x)
    fixture.derive(f"log-softmax/{precision}", lambda x: F.log_softmax(x, 0), dys, x=x)
    # The sign of what underflows depends on whether PyTorch fuses a product with a sum.
    dy = torch.where((dy != 0) & (dy.abs() < 1e-30), 0.5, dy)
    labels = torch.arange(columns) % 3
    fixture.put(f"cross-entropy/{precision}", dy=dy)
    one_by_one(
        fixture, f"cross-entropy/{precision}",
        lambda x, label: F.cross_entropy(x[None], label[None]), dy, x.T, labels)
    targets = torch.tensor(
        [[1.0, 0.0, 0.0], [0.5, 0.25, 0.25], [0.5, -0.0, math.inf], [math.nan, 1.0, 0.0]],
        dtype=dtype)[torch.arange(columns) % 4]
    fixture.put(f"soft-cross-entropy/{precision}", targets=targets, dy=dy)
    one_by_one(
        fixture, f"soft-cross-entropy/{precision}",
        lambda x, t: F.cross_entropy(x[None], t[None]), dy, x.T, targets)
    pooling(fixture, precision, dtype, x[None, None])


def pooling(fixture, precision, dtype, x):
    """Images of one row and three columns, as Gradus has them: [1, 1, 3, examples]."""
    windows = {"": dict(kernel_size=(1, 3)), "-overlapping": dict(kernel_size=(1, 2), stride=1)}
    for suffix, window in windows.items():
        width = 1 if suffix == "" else 2
        dy = cotangents(dtype, 1, 1, width, x.shape[-1])
        case = f"pool{suffix}/{precision}"
        fixture.put(f"max-{case}", dy=dy)
        fixture.put(f"avg-{case}", dy=dy)
        fixture.derive(f"max-{case}", lambda x: last(F.max_pool2d(first(x), **window)), dy, x=x)
        fixture.derive(f"avg-{case}", lambda x: last(F.avg_pool2d(first(x), **window)), dy, x=x)
    pixels = torch.tensor(special(dtype), dtype=dtype)[None, None, None]
    case = f"upsample/{precision}"
    dy = cotangents(dtype, 1, 2, 3, pixels.shape[-1])
    fixture.put(case, x=pixels, dy=dy)
    fixture.derive(
        case, lambda x: last(F.interpolate(first(x), scale_factor=(2, 3))), dy, x=pixels)


def gathering(fixture, precision, dtype):
    x = torch.tensor(special(dtype), dtype=dtype)
    chosen = torch.tensor([0, 1, 2, 3, 4, 5, 5, 1, 10, 10, 11, 16])
    dy = cotangents(dtype, len(chosen))
    case = f"gather/{precision}"
    fixture.put(case, x=x, dy=dy, indices=chosen)
    fixture.derive(case, lambda x: x.index_select(0, chosen), dy, x=x)
    scores, labels = x[:15].reshape(3, 5), torch.tensor([2, 0, 1, 1, 2])
    for turn in range(3):
        case = f"by-label-{turn}/{precision}"
        dy = cotangents(dtype, 7).roll(2 * turn)[:5]
        fixture.put(case, x=scores, dy=dy, labels=labels)
        fixture.derive(case, lambda x: first(x).gather(1, labels[:, None]).squeeze(1), dy, x=scores)


def normalisation(fixture, precision, dtype):
    """A feature for every three values, which are its batch; and by running statistics."""
    tiny = torch.finfo(dtype).smallest_normal
    x = triples(dtype, -0.0, 2.0, math.inf, -math.inf, math.nan, -tiny).T.contiguous()
    features = len(x)
    weight = torch.tensor([1.5, -0.0, -2.0], dtype=dtype)[torch.arange(features) % 3]
    bias = torch.tensor([0.5, 1.0], dtype=dtype)[torch.arange(features) % 2]
    mean, variance = torch.full_like(bias, 0.25), torch.full_like(bias, 2.0)
    dy = cotangents(dtype, *x.shape)
    for operation, trains in {"batch-norm": True, "batch-norm-evaluate": False}.items():
        case = f"{operation}/{precision}"
        fixture.put(case, x=x, weight=weight, bias=bias, mean=mean, variance=variance, dy=dy)
        after = (mean.clone(), variance.clone())
        fixture.derive(
            case,
            lambda x, weight, bias: last(
                F.batch_norm(first(x), *after, weight, bias, trains, 0.1, 1e-5)),
            dy, x=x, weight=weight, bias=bias)
        fixture.put(case, meanAfter=after[0], varianceAfter=after[1])


def ordinary(dtype, *shape):
    """Quarters between -1.25 and 1.25, zeros among them."""
    k = torch.arange(math.prod(shape))
    return (((k * 7 + k // 11) % 11 - 5).to(dtype) / 4).reshape(shape)


def products(fixture, precision, dtype):
    """Sums of products, where one factor at a time has an infinity of either sign and a NaN."""
    shapes = {"matmul": ([19, 5], [5, 23], [19, 23])}
    windows = {"conv": {}, "conv-strided": dict(stride=2)}
    shapes["conv"] = ([2, 5, 7, 5], [5, 2, 3, 2], [5, 3, 6, 5])
    shapes["conv-strided"] = ([2, 7, 6, 5], [3, 2, 3, 2], [3, 3, 3, 5])
    if precision == "single":
        # In double precision PyTorch multiplies what stands beside the images, too.
        windows["conv-padded"] = windows["conv-padded-many"] = dict(padding=1)
        shapes["conv-padded"] = ([3, 4, 7, 17], [4, 3, 3, 3], [4, 4, 7, 17])
        shapes["conv-padded-many"] = ([16, 4, 4, 2], [17, 16, 3, 3], [17, 4, 4, 2])
    for operation, (a_shape, b_shape, y_shape) in shapes.items():
        for special in ["a", "b", "dy"]:
            inputs = {
                "a": ordinary(dtype, *a_shape), "b": ordinary(dtype, *b_shape),
                "dy": ordinary(dtype, *y_shape)}
            entries = inputs[special].flatten()
            for place, value in {1: math.inf, 0.4: -math.inf, 0.8: math.nan}.items():
                entries[int(place * len(entries)) if place < 1 else place] = value
            case = f"{operation}-{special}/{precision}"
            fixture.put(case, **inputs)
            a, b, dy = inputs.values()
            if operation == "matmul":
                fixture.derive(case, torch.matmul, dy, a=a, b=b)
            else:
                window = windows[operation]
                fixture.derive(
                    case, lambda a, b: last(F.conv2d(first(a), b, **window)), dy, a=a, b=b)


def optimizers(fixture, precision, dtype):
    """Two steps from special parameters, the first with special gradients."""
    values = special(dtype)
    starts = [1.0, -0.0, math.inf, math.nan, -torch.finfo(dtype).max]
    start = torch.tensor([v for v in starts for _ in values], dtype=dtype)
    gradient = torch.tensor([v for _ in starts for v in values], dtype=dtype)
    fixture.put(f"steps/{precision}", start=start, gradient=gradient)
    optim = torch.optim
    cases = {
        "sgd": (optim.SGD, {"lr": 0.1}),
        "sgd-momentum": (optim.SGD, {"lr": 0.1, "momentum": 0.9}),
        "sgd-nesterov-decay": (
            optim.SGD, {"lr": 0.1, "momentum": 0.9, "nesterov": True, "weight_decay": 0.05}),
        "adagrad": (optim.Adagrad, {"lr": 0.1}),
        "rmsprop": (optim.RMSprop, {"lr": 0.02}),
        "rmsprop-momentum": (optim.RMSprop, {"lr": 0.02, "momentum": 0.9}),
        "adam": (optim.Adam, {"lr": 0.05}),
        "adam-decay": (optim.Adam, {"lr": 0.05, "weight_decay": 0.05}),
        "adamw": (optim.AdamW, {"lr": 0.05, "weight_decay": 0.1}),
    }
    for operation, (optimizer, options) in cases.items():
        parameter = start.clone().requires_grad_()
        stepper, path = optimizer([parameter], **options), []
        for g in [gradient, torch.full_like(gradient, 0.5)]:
            parameter.grad = g.clone()
            stepper.step()
            path.append(parameter.detach().clone())
        fixture.put(f"{operation}/{precision}", y=torch.stack(path))


def main():
    fixture = SpecialValues()
    for precision, dtype in PRECISIONS.items():
        for make in [unary, binary, reductions, gathering, normalisation, products, optimizers]:
            make(fixture, precision, dtype)
    path = fixture.save("SpecialValues")
    print(f"{path.name}: {path.stat().st_size} bytes, from PyTorch {torch.__version__}")


if __name__ == "__main__":
    main()
