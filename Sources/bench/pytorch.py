"""The workloads of Sources/bench/Workloads in PyTorch, timed on request.

A request is a line of JSON on standard input, the answer a line on standard output; Messages.swift
describes both. Every function below prepares the task of its name, on the same numbers in the same
shapes (examples last), and returns the computation and a function that brings its result into the
order of Gradus.
"""

import json
import os
import signal
import sys
import time

# Ctrl-C is for the process that asks; this one ends when there is nobody to ask.
signal.signal(signal.SIGINT, signal.SIG_IGN)

# Answers alone go to standard output: what a library prints there is no answer.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def answer(kind, **content):
    print(json.dumps({kind: content}), file=answers, flush=True)


try:
    import numpy
    import torch
    from torch import nn
    from torch.nn import functional as F
except ImportError as error:
    answer("problem", sentence=f"{sys.executable} cannot import PyTorch: {error}")
    sys.exit(0)


# Numbers, as Pattern.swift makes them.


def hashed(count, seed):
    h = numpy.arange(count, dtype=numpy.uint32) + numpy.uint32(seed * 2654435769 & 0xFFFFFFFF)
    h ^= h >> numpy.uint32(16)
    h *= numpy.uint32(0x85EBCA6B)
    h ^= h >> numpy.uint32(13)
    h *= numpy.uint32(0xC2B2AE35)
    return h ^ (h >> numpy.uint32(16))


def pattern(shape, seed):
    count = int(numpy.prod(shape))
    numbers = (hashed(count, seed) >> numpy.uint32(8)).astype(numpy.float32) * numpy.float32(
        2**-24
    ) - numpy.float32(0.5)
    return torch.from_numpy(numbers.reshape(shape))


def image_pattern(count, shape):
    pixels = hashed(count * int(numpy.prod(shape)), 1) >> numpy.uint32(24)
    numbers = pixels.astype(numpy.float32) / numpy.float32(255)
    return torch.from_numpy(numbers.reshape([count, *shape]))


def whole_pattern(count, bound, seed):
    return torch.from_numpy((hashed(count, seed) % numpy.uint32(bound)).astype(numpy.int64))


def digest(result):
    numbers = result.detach().contiguous().numpy().reshape(-1).astype(numpy.float64)
    weights = (hashed(len(numbers), 0) >> numpy.uint32(8)) * 2.0**-24 - 0.5
    return {
        "count": len(numbers),
        "norm": float(numpy.linalg.norm(numbers)),
        "projection": float(numbers @ weights),
    }


class StartingPoint:
    def __init__(self):
        self.seed = 100

    def set(self, parameter, fan_in):
        self.seed += 1
        scale = numpy.float32(2 / fan_in**0.5)
        with torch.no_grad():
            parameter.copy_(pattern(list(parameter.shape), self.seed) * scale)

    def model(self, *layers):
        for layer in layers:
            if isinstance(layer, (nn.Linear, nn.Conv2d)):
                fan_in = layer.weight[0].numel()
                self.set(layer.weight, fan_in)
                self.set(layer.bias, fan_in)
        return nn.Sequential(*layers)


# From examples last to PyTorch's order, and back.


def arranged(x, layout):
    memory = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}
    return x.contiguous(memory_format=memory[layout])


def first(x, layout):
    return arranged(x.permute(3, 0, 1, 2), layout)


def last(x):
    return x.permute(1, 2, 3, 0)


def same(x):
    return x


# The tasks.


def training(model, examples, batch):
    count = len(examples)
    labels, order = whole_pattern(count, 10, 2), whole_pattern(count, count, 3)
    adam = torch.optim.Adam(model.parameters())
    state = {"next": 0}

    def step():
        start = state["next"]
        indices = order[start : start + batch]
        state["next"] = start + batch if start + 2 * batch <= count else 0
        z = model(examples[indices])
        loss = F.cross_entropy(z, labels[indices])
        adam.zero_grad()
        loss.backward()
        adam.step()
        return z

    return step, lambda z: z.T


def lenet(layout, batch, images):
    model = StartingPoint().model(
        nn.Conv2d(3, 6, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10),
    )  # fmt: skip
    if layout == "channels_last":
        model = model.to(memory_format=torch.channels_last)
    return training(model, arranged(image_pattern(images, [3, 32, 32]), layout), batch)


def mlp(layout, batch, images):
    model = StartingPoint().model(
        nn.Linear(784, 50), nn.ReLU(), nn.Linear(50, 40), nn.ReLU(), nn.Linear(40, 10)
    )
    return training(model, image_pattern(images, [784]), batch)


def xor(layout):
    model = StartingPoint().model(nn.Linear(2, 4), nn.Sigmoid(), nn.Linear(4, 1))
    x = torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]])
    t = torch.tensor([[0.0], [1], [1], [0]])
    sgd = torch.optim.SGD(model.parameters(), lr=0.1)

    def step():
        z = model(x)
        loss = F.binary_cross_entropy_with_logits(z, t)
        sgd.zero_grad()
        loss.backward()
        sgd.step()
        return z

    return step, lambda z: z.T


def convolution(layout, product, inputs, outputs, kernel, padding, side, batch):
    places = side + 2 * padding - kernel + 1
    x = first(pattern([inputs, side, side, batch], 1), layout)
    w = pattern([outputs, inputs, kernel, kernel], 2)
    if layout == "channels_last":
        w = w.contiguous(memory_format=torch.channels_last)
    dy = first(pattern([outputs, places, places, batch], 3), layout)

    def backward(mask):
        return torch.ops.aten.convolution_backward(
            dy, x, w, None, [1, 1], [padding, padding], [1, 1], False, [0, 0], 1, mask
        )

    if product == "forward":
        return lambda: F.conv2d(x, w, padding=padding), last
    if product == "inputGradient":
        return lambda: backward([True, False, False])[0], last
    if product == "kernelGradient":
        return lambda: backward([False, True, False])[1], same
    x.requires_grad_(True)
    w.requires_grad_(True)

    def step():
        y = F.conv2d(x, w, padding=padding)
        return torch.autograd.grad(y, [x, w], dy)[0]

    return step, last


def transposed_convolution(layout, inputs, outputs, kernel, stride, padding, side, batch):
    x = first(pattern([inputs, side, side, batch], 1), layout)
    w = pattern([inputs, outputs, kernel, kernel], 2)
    return lambda: F.conv_transpose2d(x, w, stride=stride, padding=padding), last


def matrix_product(layout, side):
    a, b = pattern([side, side], 1), pattern([side, side], 2)
    return lambda: a @ b, same


def pooling(layout, function, channels, side, batch):
    x = first(pattern([channels, side, side, batch], 1), layout)
    dy = first(pattern([channels, side // 2, side // 2, batch], 2), layout)
    if function == "max":
        return lambda: F.max_pool2d(x, 2), last
    if function == "average":
        return lambda: F.avg_pool2d(x, 2), last
    _, argmax = F.max_pool2d(x, 2, return_indices=True)
    backward = torch.ops.aten.max_pool2d_with_indices_backward
    return lambda: backward(dy, x, [2, 2], [2, 2], [0, 0], [1, 1], False, argmax), last


def batch_normalisation(layout, channels, side, batch):
    x = first(pattern([channels, side, side, batch], 1), layout).requires_grad_(True)
    dy = first(pattern([channels, side, side, batch], 2), layout)
    layer = nn.BatchNorm2d(channels)

    def step():
        return torch.autograd.grad(layer(x), [x, *layer.parameters()], dy)[0]

    return step, last


def elementwise(layout, function, count):
    x = 4 * pattern([count], 1)
    if function == "log":
        x = x + 2.5
    call = getattr(torch, function)
    return lambda: call(x), same


def cross_entropy(layout, classes, batch):
    z = (4 * pattern([classes, batch], 1)).T.contiguous().requires_grad_(True)
    labels = whole_pattern(batch, classes, 2)
    return lambda: torch.autograd.grad(F.cross_entropy(z, labels), z)[0], lambda dz: dz.T


def adam(layout, shapes):
    parameters = [nn.Parameter(pattern(shape, 1)) for shape in shapes]
    for parameter, shape in zip(parameters, shapes):
        parameter.grad = pattern(shape, 2)
    optimizer = torch.optim.Adam(parameters)

    def step():
        optimizer.step()
        return parameters[0]

    return step, same


def gathering(layout, images, batch):
    x = arranged(image_pattern(images, [3, 32, 32]), layout)
    order = whole_pattern(images, images, 3)
    state = {"next": 0}

    def step():
        start = state["next"]
        state["next"] = start + batch if start + 2 * batch <= images else 0
        return x[order[start : start + batch]]

    return step, last


tasks = {
    task.__name__: task
    for task in [
        lenet, mlp, xor, convolution, transposed_convolution, matrix_product, pooling,
        batch_normalisation, elementwise, cross_entropy, adam, gathering,
    ]
}  # fmt: skip


def main():
    build = f"{torch.backends.cpu.get_cpu_capability()}, {torch.get_num_threads()} threads"
    answer("hello", name=f"PyTorch {torch.__version__}", build=build)
    prepared, results = {}, {}
    for line in sys.stdin:
        ((kind, request),) = json.loads(line).items()
        try:
            if kind == "prepare":
                torch.set_num_threads(request["threads"])
                task, sizes = tasks[request["task"]], request["sizes"]
                prepared = {name: task(name, **sizes) for name in request["layouts"]}
                answer("ready")
            elif kind == "run":
                step, _ = prepared[request["layout"]]
                start = time.perf_counter()
                for _ in range(request["times"]):
                    result = step()
                seconds = time.perf_counter() - start
                results[request["layout"]] = result
                answer("time", seconds=seconds)
            else:
                _, order = prepared[request["layout"]]
                answer("result", digest=digest(order(results[request["layout"]])))
        except Exception as error:  # Whatever it is, the other process should know.
            answer("problem", sentence=f"PyTorch: {type(error).__name__}: {error}")


main()
