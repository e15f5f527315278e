let (w, x, b, t) = (Value(3), Value(2), Value(1), Value(5))

let s = w * x
let z = s + b
let r = z - t
let q = r * r
let L = q + w
L.differentiate()

print("L = \(L.number)")
for (name, value) in [("q", q), ("r", r), ("z", z), ("s", s), ("w", w)] {
  print("d\(name) = \(value.gradient)")
}
