// The switch of the mutants. The engine that `make mutants` builds has one; the plain engine has none,
// and with it this program can only draw what an earlier run has kept.

import LessonKit

#if !GRADUS_MUTANTS
  /// Stands in for the switch where there is nothing to switch.
  nonisolated(unsafe) var activeMutant = 0
#endif

/// Throws unless the engine has the mutants in it.
func requireMutants() throws {
  #if !GRADUS_MUTANTS
    throw LessonError(
      "this program's engine has no mutants in it to try: run make mutants, which builds one.")
  #endif
}
