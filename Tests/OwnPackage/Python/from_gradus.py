import torch
from safetensors.torch import load_file
from torch import nn


class Sequential(nn.Module):  # with the engine's names: layers.0.weight
    def __init__(self, *layers):
        super().__init__()
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x)


class Residual(Sequential):
    def forward(self, x):
        return self.layers(x) + x


model = Sequential(
    nn.Conv2d(1, 4, kernel_size=3, padding=1),
    nn.BatchNorm2d(4),
    nn.ReLU(),
    Residual(nn.Conv2d(4, 4, kernel_size=3, padding=1), nn.Tanh()),
    nn.MaxPool2d(2),
    nn.Flatten(),
    nn.Linear(64, 3),
)
print(model.load_state_dict(load_file("model.safetensors")))
batch = load_file("batch.safetensors")
x, expected = batch["x"], batch["z"]
with torch.no_grad():
    z = model.eval()(x)
    forgotten = model.train()(x)
print("outputs of shape", list(z.shape))
print("the same to 1e-6:", bool((z - expected).abs().max() < 1e-6))
print("and without eval():", bool((forgotten - expected).abs().max() < 1e-6))
