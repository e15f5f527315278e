// Colours that mean something, the same in every chapter: whoever has learnt in one figure which
// line is Adam's knows it in all of them.

import Plot

extension Color {
  /// Gradient descent without memory, on all examples or on a mini-batch.
  public static let descent = Color(hex: 0x333333)
  /// Momentum.
  public static let momentum = Color.blue
  /// Nesterov's momentum.
  public static let nesterov = Color.sky
  /// Adagrad.
  public static let adagrad = Color.green
  /// RMSprop.
  public static let rmsprop = Color.orange
  /// Adam.
  public static let adam = Color.vermilion
  /// Adam with decoupled weight decay.
  public static let adamW = Color.purple
}
