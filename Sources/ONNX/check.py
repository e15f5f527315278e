"""What an ONNX file makes of an input against what the engine made of it: for each model in a folder,
NAME.onnx and NAME.safetensors with `input` and `output`, as `onnx samples` and `onnx` write them. The
file has to pass onnx's checker, with the shapes it infers, and onnxruntime's output may differ from
the engine's by 1e-5 at most."""

import json
import pathlib
import sys

import numpy as np
import onnx
import onnxruntime

LIMIT = 1e-5


def tensors(path):
    """The tensors of a safetensors file of 32-bit numbers, by name."""
    data = path.read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    return {
        name: np.frombuffer(
            data[start + entry["data_offsets"][0] : start + entry["data_offsets"][1]], "<f4"
        ).reshape(entry["shape"])
        for name, entry in header.items()
    }


def difference(folder, name):
    """The largest difference of an output, and how large the outputs are."""
    path = str(folder / f"{name}.onnx")
    onnx.checker.check_model(path, full_check=True)
    known = tensors(folder / f"{name}.safetensors")
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    (found,) = session.run(["output"], {"input": known["input"]})
    if found.shape != known["output"].shape:
        sys.exit(f"{name}: an output of shape {found.shape}, the engine's {known['output'].shape}")
    return np.abs(found - known["output"]).max(), np.abs(known["output"]).max()


def main():
    folder = pathlib.Path(sys.argv[1])
    names = sorted(path.stem for path in folder.glob("*.safetensors"))
    if not names:
        sys.exit(f"There is nothing to compare in {folder}.")
    print(f"onnx {onnx.__version__}, onnxruntime {onnxruntime.__version__}")
    wrong = 0
    for name in names:
        apart, size = difference(folder, name)
        ok = apart <= LIMIT  # not a number is not
        wrong += not ok
        print(f"  {name:24} differs by {apart:.1e} at most, of {size:.3g}{'' if ok else ': TOO MUCH'}")
    if wrong:
        sys.exit(f"{wrong} of {len(names)} models differ by more than {LIMIT:g}.")
    print(f"{len(names)} models pass the checker and agree to {LIMIT:g}.")


main()
