// Which runs still have figures with alternative texts of their own, or numbers that no page cites.
// Pages say what figures show, and whatever is recorded is cited: when the last of these runs is
// struck from the list, the file goes, with everything that asks it.

/// The runs that are not yet held to `<!-- alt: … -->` and to the citing of every number.
enum ChangeOver {
  static let runs: Set = [
    "05", "06", "07", "08",
  ]
}
