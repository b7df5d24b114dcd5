namespace NetGen.Tests.Reference;

/// <summary>A sum, and what it adds up: Σ|term|, which the rounding of the sum is relative to.</summary>
public record struct Sum(double Value, double Magnitude)
{
    /// <summary>A sum of one term.</summary>
    public Sum(double term) : this(term, Math.Abs(term)) { }

    /// <summary>A number that was copied, and not rounded.</summary>
    public static Sum Exact(double value) => new(value, 0);

    public void Add(double term) => Add(term, Math.Abs(term));

    public void Add(double term, double magnitude) => (Value, Magnitude) = (Value + term, Magnitude + magnitude);
}
