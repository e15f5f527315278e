// `make own` appends this to Package.swift: the programs of the book's pages, each of which could
// stand in the place of Mine.
let programs = [
  "WrongGradient", "Autodiff", "HalfMoons", "Chapter00", "Chapter01", "Chapter02", "Chapter03",
  "Chapter04", "Chapter05", "Chapter06", "Chapter07", "Chapter08", "Chapter09", "Chapter10",
  "ToPyTorch",
]
package.targets += programs.map { name in
  .executableTarget(
    name: name,
    // ANCHOR: checker
    dependencies: ["Gradus", .product(name: "GradientCheck", package: "Gradus")]
    // ANCHOR_END: checker
  )
}
