// GradientCheck
