// Gradus
