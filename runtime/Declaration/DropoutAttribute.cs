namespace NetGen;

/// <summary>In training, zeroes every number with a probability and divides the others by what is left of one (inverted dropout, Srivastava et al. 2014); in inference, nothing. What is dropped depends on the workspace's seed, the step, the sample and the unit alone.</summary>
/// <param name="rate">The probability, at least 0 and less than 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>The probability that a number is zeroed.</summary>
    public double Rate { get; } = rate;
}
