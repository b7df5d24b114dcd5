namespace NetGen.Tests.Reference;

/// <summary>A sum and its magnitude Σ|term|, to which the rounding error of the sum is relative.</summary>
public record struct Sum(double Value, double Magnitude)
{
    /// <summary>A sum of one term.</summary>
    public Sum(double term) : this(term, Math.Abs(term)) { }

    /// <summary>A value that is copied without rounding.</summary>
    public static Sum Exact(double value) => new(value, 0);

    public void Add(double term) => Add(term, Math.Abs(term));

    public void Add(double term, double magnitude) => (Value, Magnitude) = (Value + term, Magnitude + magnitude);
}
