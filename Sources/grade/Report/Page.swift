// A page of HTML that needs nothing else, and is dark where its reader's other pages are.

/// Pages of results.
enum Page {
  /// A page.
  ///
  /// - Parameters:
  ///   - title: plain text.
  ///   - body: HTML.
  static func html(title: String, body: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>\(Reports.escaped(title))</title>
    <style>\(style)</style></head><body>
    \(body)
    </body></html>

    """
  }

  private static let style = """
    :root { color-scheme: light dark; --text: #222; --page: #fff; --soft: #f6f6f3; --line: #ddd }
    @media (prefers-color-scheme: dark) {
      :root { --text: #e4e4e0; --page: #16181a; --soft: #222629; --line: #3a3f44 }
    }
    body { font: 16px/1.5 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1rem;
      color: var(--text); background: var(--page) }
    h1 { line-height: 1.2 } h2 { font-size: 1.05rem; margin: 1.4rem 0 .2rem }
    pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); padding: .6rem;
      font-size: 14px }
    details, section { border-bottom: 1px solid var(--line); padding: .3rem 0 }
    summary span { float: right }
    ul { margin: .3rem 0; padding-left: 1.2rem } li { overflow-wrap: anywhere }
    .share { margin: .2rem 0 } meter { width: 8rem; vertical-align: middle }
    """
}
