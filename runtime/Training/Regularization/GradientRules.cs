namespace NetGen.Training;

/// <summary>What is done to a batch's gradients before the optimizer's step, and to the parameters after it.</summary>
/// <param name="clipNorm">Gradients of a larger norm are scaled down to this one; 0 for no limit.</param>
/// <param name="clipValue">Elements of a larger magnitude become this one; 0 for no limit.</param>
/// <param name="regularizers">Penalties and limits.</param>
internal sealed class GradientRules(double clipNorm = 0, double clipValue = 0, params Regularizer[] regularizers)
{
    /// <summary>Whether nothing is done, so that gradients need not be complete before the first of them is used.</summary>
    public bool AreNone => clipNorm == 0 && clipValue == 0 && regularizers.Length == 0;

    /// <summary>Adds penalties and clips values. Returns the factor that clips the norm; null if the gradients are not finite.</summary>
    public float? Prepare(ParameterBlock parameters, ParameterBlock gradients)
    {
        foreach (Regularizer regularizer in regularizers)
            regularizer.AddGradients(parameters, gradients);
        // A value that is not finite must not become one that is.
        if (clipValue > 0 && !FiniteCheck.Passes(gradients, 0, gradients.Layout.Length) && FiniteCheck.FirstNotFinite(gradients) is not null)
            return null;
        if (clipValue > 0)
            gradients.ClipValue(clipValue);
        if (clipNorm == 0)
            return 1;
        double norm = GradientNorm.Of(gradients);
        return double.IsFinite(norm) ? GradientNorm.Scale(norm, clipNorm) : null;
    }

    /// <summary>Enforces limits after a step.</summary>
    public void Finish(ParameterBlock parameters)
    {
        foreach (Regularizer regularizer in regularizers)
            regularizer.Constrain(parameters);
    }
}
