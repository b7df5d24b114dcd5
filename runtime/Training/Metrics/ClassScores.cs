namespace NetGen.Training;

/// <summary>Precision, recall and F1 of one class, or of one label; 0 where they divide by zero, as in scikit-learn with <c>zero_division=0</c>.</summary>
/// <param name="Label">The class, from 0.</param>
/// <param name="Precision">The share of the samples predicted as the class that belong to it.</param>
/// <param name="Recall">The share of the class's samples that were predicted as such.</param>
/// <param name="F1">The harmonic mean of precision and recall.</param>
/// <param name="Support">The number of samples of the class.</param>
public readonly record struct ClassScores(int Label, double Precision, double Recall, double F1, long Support);
