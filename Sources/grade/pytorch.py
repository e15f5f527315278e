"""What PyTorch finds where the published cases of the exercises ask: writes pytorch.json beside this file.

    swift build --product grade
    .build/debug/grade questions | python3 Sources/grade/pytorch.py

Gradients of a loss L are those for dL = 1. PyTorch has the examples first, the engine last.
"""

import json
import pathlib
import sys

import torch
import torch.nn.functional as F


def gradients(f, inputs, dy=None):
    """The gradients of Σ dy·f by the inputs; of f itself, a number, where there is no dy."""
    inputs = [x.clone().requires_grad_() for x in inputs]
    y = f(*inputs)
    return torch.autograd.grad(y if dy is None else (y * dy).sum(), inputs)


def descent(make):
    """The places of a rule of descent after each gradient."""

    def places(a):
        theta = a[0].clone().requires_grad_()
        optimizer, path = make([theta]), []
        for gradient in a[1:]:
            theta.grad = gradient.clone()
            optimizer.step()
            path.append(theta.detach().clone())
        return path

    return places


def batch_norm(a):
    x, gamma, epsilon, dy = a
    beta = torch.zeros_like(gamma)

    def f(x, gamma, beta):
        y = F.batch_norm(
            x.T, None, None, gamma.flatten(), beta.flatten(), training=True, eps=epsilon.item())
        return y.T

    return gradients(f, [x, gamma, beta], dy)


def convolve(x, w, stride=1, padding=0, dilation=1):
    y = F.conv2d(x.permute(3, 0, 1, 2), w, None, stride, padding, dilation)
    return y.permute(1, 2, 3, 0)


def window(k):
    """Stride, padding and dilation from six numbers."""
    k = [int(n) for n in k]
    return k[0:2], k[2:4], k[4:6]


def loops(a):
    x, w, dy, k = a
    return [convolve(x, w, *window(k))] + list(
        gradients(lambda x, w: convolve(x, w, *window(k)), [x, w], dy))


def transposed(a):
    x, w, k = a
    image = torch.zeros(w.shape[1], int(k[6]), int(k[7]), x.shape[3], dtype=x.dtype)
    return gradients(lambda image: convolve(image, w, *window(k[:6])), [image], x)


def patches(a):
    x, size, stride, dP = a
    size, stride = int(size), int(stride)
    return gradients(
        lambda x: F.unfold(x[None, None], size, stride=stride)[0], [x], dP)


def rosenbrock(x):
    return (100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2).sum()


def entropy(z, t):
    return F.binary_cross_entropy_with_logits(z, t)


def adversaries(real, fake):
    return entropy(real, torch.ones_like(real)) + entropy(fake, torch.zeros_like(fake))


def two_layers(a):
    X, t = a[4:6]
    return gradients(
        lambda W1, b1, W2, b2: entropy(W2 @ torch.tanh(W1 @ X + b1) + b2, t), a[:4])


def fooling(a):
    x, W, u = a
    z = lambda x: u @ F.leaky_relu(W @ x, 0.2)
    return gradients(lambda x: entropy(z(x), torch.ones_like(z(x))), [x])


adam = dict(lr=0.1, betas=(0.6, 0.9), eps=0.01)
optim = torch.optim

answers = {
    "00.5": lambda a: gradients(lambda x: torch.softmax(x, 0), [a[0]], a[1]),
    "01.5": lambda a: gradients(lambda z: F.huber_loss(z, a[1], delta=a[2].item()), [a[0]]),
    "01.7": lambda a: gradients(lambda w, b: F.mse_loss(w @ a[2] + b, a[3]), a[:2]),
    "01.9": lambda a: gradients(lambda z: F.mse_loss(z, a[1]), [a[0]]),
    "02.5": lambda a: gradients(rosenbrock, [a[0]]),
    "02.7": descent(lambda p: optim.SGD(p, lr=0.1, momentum=0.8)),
    "02.8": descent(lambda p: optim.SGD(p, lr=0.1, momentum=0.8, nesterov=True)),
    "02.9": descent(lambda p: optim.Adagrad(p, lr=0.1, eps=0.01)),
    "02.10": descent(lambda p: optim.RMSprop(p, lr=0.1, alpha=0.7, eps=0.01)),
    "02.11": descent(lambda p: optim.Adam(p, **adam)),
    "02.12": descent(lambda p: optim.AdamW(p, weight_decay=0.2, **adam)),
    "03.5": lambda a: gradients(
        lambda e: a[2] @ torch.sigmoid(a[3] * (a[1] - e)), [a[0]], a[4]),
    "04.5": lambda a: gradients(lambda z: F.mse_loss(torch.sigmoid(z), a[1]), [a[0]]),
    "04.7": two_layers,
    "04.9": lambda a: gradients(lambda z: entropy(z, a[1]), [a[0]]),
    "05.2": batch_norm,
    "05.7": batch_norm,
    "05.8": batch_norm,
    "06.5": patches,
    "06.7": loops,
    "07.5": fooling,
    "07.7": lambda a: [adversaries(a[0], a[1])],
    "07.8": lambda a: [
        -entropy(a[0], torch.zeros_like(a[0])), entropy(a[0], torch.ones_like(a[0]))],
    "07.9": transposed,
    "08.5": lambda a: gradients(
        lambda z: F.cross_entropy(z.T, a[1].long(), label_smoothing=a[2].item()), [a[0]]),
    "08.8": lambda a: gradients(lambda z: F.cross_entropy(z.T, a[1].long()), [a[0]]),
    "09.5": lambda a: gradients(lambda x: x + a[2] @ torch.tanh(a[1] @ x), [a[0]], a[3]),
    "10.7": lambda a: [convolve(a[0], a[1])],
}


def main():
    values = {}
    for question in json.load(sys.stdin):
        exercise = question["exercise"]
        if exercise not in answers:
            continue
        tensors = [
            torch.tensor(t["scalars"], dtype=torch.float64).reshape(t["shape"])
            for t in question["tensors"]
        ]
        answer = answers[exercise](tensors)[question["part"]]
        cases = values.setdefault(exercise, {})
        assert question["name"] not in cases, question["name"]
        cases[question["name"]] = [float(f"{x:.12g}") for x in answer.flatten().tolist()]
    source = f"PyTorch {torch.__version__}, double precision; made by Sources/grade/pytorch.py"
    lines = [f"{json.dumps(name)}: {json.dumps(cases)}" for name, cases in sorted(values.items())]
    path = pathlib.Path(__file__).with_name("pytorch.json")
    path.write_text(
        f'{{"source": {json.dumps(source)},\n"values": {{\n' + ",\n".join(lines) + "\n}}\n")


main()
