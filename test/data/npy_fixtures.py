"""Writes the files that numpy makes of small arrays, for npy.test.ts: python3 npy_fixtures.py."""

import base64
import io
import json

import numpy as np

count = np.arange(6).reshape(2, 3)
arrays = {
    "float32": (count - 2.5).astype("<f4"),
    "float64, Fortran order": np.asfortranarray(count / 4),
    "float16, big-endian": (count * 0.1).astype(">f2"),
    "int64, big-endian, Fortran order": np.asfortranarray(count.astype(">i8") - 3),
    "uint16": (count * 13107).astype("<u2"),
    "int8": (count * -25).astype("i1"),
    "bool": count % 2 == 0,
    "uint64 without axes": np.array(2**64 - 1, dtype="<u8"),
    "three axes, Fortran order": np.asfortranarray(np.arange(12, dtype="<i4").reshape(2, 3, 2)),
    "no rows": np.zeros((0, 3), dtype="<f4"),
    "text": np.array(["cat", "dog", "Äpfel", ""]),
}


def encoded(write, *array, **arrays):
    file = io.BytesIO()
    write(file, *array, **arrays)
    return base64.b64encode(file.getvalue()).decode()


print("/* By npy_fixtures.py, with numpy " + np.__version__ + ". */\n")
print("/** Files by numpy.save. */")
npy = {name: encoded(np.save, array) for name, array in arrays.items()}
print(f"export const NPY = {json.dumps(npy, indent=2, ensure_ascii=False)};\n")
version2 = io.BytesIO()
np.lib.format.write_array(version2, count.astype("<i2"), version=(2, 0))
print("/** int16 in version 2 of the format. */")
print(f"export const VERSION_2 = {json.dumps(base64.b64encode(version2.getvalue()).decode())};\n")
print("/** Arrays of types that are not read. */")
refused = {
    "complex": count.astype("c16"),
    "object": np.array([1, None]),
    "fields": np.zeros(2, dtype=[("a", "<f4"), ("b", "<i2")]),
    "bytes": np.array([b"a"]),
    "dates": np.array(["2020-01-01"], dtype="M8[D]"),
    "long double": np.zeros(1, dtype="f16"),
}
refused = {name: encoded(np.save, array) for name, array in refused.items()}
print(f"export const REFUSED = {json.dumps(refused, indent=2)};\n")
print("/** { T1: float32 2 x 3, labels: [1, 0] } by numpy.savez and numpy.savez_compressed. */")
layers = {"T1": arrays["float32"], "labels": np.array([1, 0])}
print(f"export const NPZ = {json.dumps(encoded(np.savez, **layers))};")
print(f"export const NPZ_COMPRESSED = {json.dumps(encoded(np.savez_compressed, **layers))};")
