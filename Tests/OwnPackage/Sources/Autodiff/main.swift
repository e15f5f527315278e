let (w, x, b, t) = (Value(3), Value(2), Value(1), Value(5))

let s = w * x
let z = s + b
let e = z - t
let q = e * e
let L = q + w
L.differentiate()

print("L = \(L.number)")
for (name, value) in [("q", q), ("e", e), ("z", z), ("s", s), ("w", w)] {
  print("d\(name) = \(value.gradient)")
}
