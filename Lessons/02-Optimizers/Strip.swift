// The race on paper: four of its moments, with names where signs lie close to each other.

import LessonKit
import Plot

extension Optimizers {
  /// Four moments of the race down Rosenbrock's valley, the first and the last also enlarged.
  func strip(of entries: [Entry], in valley: View) -> [Axes] {
    let (landscape, first) = (Landscape.rosenbrock, (x: -1.4 ... -0.71, y: 0.85...1.32))
    let last = (x: 0.6...1.19, y: 0.65...1.05)
    /// Names beside signs.
    func names(
      after step: Int, _ names: [(contestant: Int, text: String, right: Double, up: Double)]
    ) -> [Annotation] {
      names.map { name in
        let place = entries[name.contestant].point(after: step)
        let color = Contestant.allCases[name.contestant].color
        return Annotation(
          name.text, x: place.x, y: place.y, right: name.right, up: name.up, color: color)
      }
    }
    func remark(_ text: String, _ place: Point, right: Double, up: Double) -> Annotation {
      Annotation(text, x: place.x, y: place.y, right: right, up: up)
    }
    return [
      landscape.axes(
        "after 3 steps", entries, after: 3, signs: [3], view: valley, enlarging: first,
        remarks: [remark("minimum", landscape.minima[0], right: 0, up: 12)]),
      landscape.axes(
        "the frame, enlarged", entries, after: 3, signs: [3], view: first,
        remarks: [remark("start", landscape.start, right: -20, up: -2)]
          + names(
            after: 3,
            [
              (0, "gradient descent", 20, -14), (2, "Nesterov", 31, 0), (3, "Adagrad", 31, 0),
              (4, "RMSprop", 4, -17), (5, "Adam, AdamW", -14, 13),
            ])),
      landscape.axes("after 30 steps", entries, after: 30, fading: 3, signs: [30], view: valley),
      landscape.axes(
        "after 300 steps", entries, after: 300, fading: 30, signs: [300], view: valley),
      landscape.axes(
        "after 2000 steps", entries, after: 2000, fading: 300, signs: [2000], view: valley,
        enlarging: last),
      landscape.axes(
        "the frame, enlarged", entries, after: 2000, fading: 300, signs: [2000], view: last,
        remarks: names(
          after: 2000,
          [
            (0, "gradient descent", 52, 0), (1, "three have arrived", -58, 0),
            (3, "Adagrad", 32, -5), (4, "RMSprop", 34, 2), (6, "AdamW", 32, 0),
          ])),
    ]
  }
}
