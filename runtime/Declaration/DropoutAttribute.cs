namespace NetGen;

/// <summary>In training, sets every element to zero with a given probability and divides the others by one minus that probability (inverted dropout, Srivastava et al. 2014); in inference it does nothing. Which elements are dropped depends on the workspace's seed, the step, the sample and the unit alone.</summary>
/// <param name="rate">The probability, at least 0 and less than 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DropoutAttribute(double rate) : LayerAttribute
{
    /// <summary>The probability that an element is set to zero.</summary>
    public double Rate { get; } = rate;
}
