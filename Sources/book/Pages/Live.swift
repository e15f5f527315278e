// A figure may be made live on a page of HTML: a script of the figure's name lies beside it, and with
// the script perhaps a module compiled to WebAssembly. The figure itself is what shows until the
// script has started, where scripts are off, and in EPUB and PDF.

/// The files that make a figure live.
enum Live {
  /// The script and the module of a figure, `Figures/04/maps.js` and `Figures/04/maps.wasm`, by the
  /// names of the attributes under which the pages look for them.
  static func files(of figure: String) -> [(attribute: String, path: String)] {
    let stem = figure.prefix(through: figure.lastIndex(of: ".") ?? figure.startIndex)
    return [("script", "\(stem)js"), ("module", "\(stem)wasm")]
  }
}
