namespace NetGen.Reach;

/// <summary>A theory that takes long: skipped as <see cref="LongFactAttribute"/> is.</summary>
public sealed class LongTheoryAttribute : TheoryAttribute
{
    public LongTheoryAttribute() => Skip = LongFactAttribute.Reason;
}
