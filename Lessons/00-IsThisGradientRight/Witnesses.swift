import LessonKit
extension IsThisGradientRight { func witnesses(into record: inout RunRecord) throws {}
 func kinks(into record: inout RunRecord) throws {}
 func gallery(into record: inout RunRecord) throws {}
}
