namespace NetGen.Reach;

/// <summary>A theory of a minute or more: skipped as <see cref="LongFactAttribute"/> is.</summary>
public sealed class LongTheoryAttribute : TheoryAttribute
{
    public LongTheoryAttribute() => Skip = LongFactAttribute.Reason;
}
