// What the engine's kernels compute, said plainly: the loops of the formula, one number at a time,
// in the order in which one would write them down. The book prints these; the kernels, which do the
// same many numbers at a time, are held to them by tests.

/// The definitions of the operations that have kernels, as loops over single numbers.
public enum Specification {}
